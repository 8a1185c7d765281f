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
      // Plotly forgets the figure's height when it follows the width of the window.
      stage.style.height = `${layout.height}px`;
      await window.Plotly.newPlot(stage, data, layout, config);
      stage.previousElementSibling?.remove();
      stage.classList.remove('is-drawing');
    } catch {
      stage.remove();
      place.querySelector('details')?.setAttribute('open', '');
    }
  }

  function drawAll() {
    for (const place of document.querySelectorAll('[data-chart]')) draw(place);
  }

  const wide = () => document.querySelectorAll('.figure-plan .js-plotly-plot');
  const paper = 680;

  window.addEventListener('beforeprint', () => {
    for (const stage of wide()) window.Plotly.relayout(stage, { width: paper });
  });
  window.addEventListener('afterprint', () => {
    for (const stage of wide()) window.Plotly.Plots.resize(stage);
  });

  drawAll();
})();
