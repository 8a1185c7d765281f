// Draws every [data-chart] whose picture is ready, and leaves the page's own
// picture and table in place until, and unless, the drawing has succeeded.
(() => {
  'use strict';

  const spec = (place) => JSON.parse(document.getElementById(place.dataset.chart).textContent);

  async function draw(place) {
    const holder = place.querySelector('[data-chart-picture]');
    const stage = document.createElement('div');
    stage.className = 'chart-stage is-drawing';
    holder.append(stage);
    try {
      const { data, layout, config } = spec(place);
      await window.Plotly.newPlot(stage, data, layout, config);
      stage.previousElementSibling?.remove();
      stage.classList.remove('is-drawing');
    } catch {
      stage.remove();
      place.querySelector('details')?.setAttribute('open', '');
    }
  }

  function drawAll(root) {
    for (const place of root.querySelectorAll('[data-chart]:not([data-drawn])')) {
      place.dataset.drawn = '';
      draw(place);
    }
  }

  drawAll(document);
})();
