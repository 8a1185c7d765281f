// Hands out a chart as SVG or PNG, with its sentence above it and the plan below that.
(() => {
  'use strict';

  const WIDTH = 960;
  const DOTS = 2; // of a PNG for each pixel
  const LINE = 110; // half-width characters on a line of the sentence
  const SIZE = { title: 16, subtitle: 12 };

  const breadth = (character) => (character.codePointAt(0) > 0x2e7f ? 2 : 1);

  function wrapped(text) {
    const lines = [''];
    let used = 0;
    for (const word of text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
      const wide = [...word].reduce((sum, character) => sum + breadth(character), 0);
      if (used + wide > LINE && !'，。；：）'.includes(word)) {
        lines.push('');
        used = 0;
      }
      lines[lines.length - 1] += word;
      used += wide;
    }
    return lines;
  }

  const escaped = (lines) =>
    lines.map((line) => line.replace(/&/g, '&amp;').replace(/</g, '&lt;')).join('<br>');

  function plotted(figure, lines, notes) {
    const { data, layout } = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const head = 32 + lines.length * SIZE.title * 1.4 + SIZE.subtitle * 2;
    const title = {
      text: escaped(lines),
      font: { size: SIZE.title },
      subtitle: { text: escaped(notes), font: { size: SIZE.subtitle } },
      x: 0, xref: 'container', xanchor: 'left', pad: { l: 16, t: 16 + 12 * (lines.length - 1) },
      y: 1, yref: 'container', yanchor: 'top',
    };
    const margin = { ...layout.margin, t: layout.margin.t + head };
    const height = layout.height + head;
    const drawn = { data, layout: { ...layout, title, margin, height, width: WIDTH, paper_bgcolor: '#fff' } };
    return window.Plotly.toImage(drawn, { format: 'svg', width: WIDTH, height });
  }

  // Plotly would load its SVG as a blob, which the policy of the pages forbids.
  async function dotted(svg) {
    const image = new Image();
    image.src = svg;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * DOTS;
    canvas.height = image.height * DOTS;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png');
  }

  async function hand(button) {
    const line = button.closest('[data-downloads]');
    const figure = line.closest('figure');
    const picture = figure.dataset.chart ? plotted : window.drawnPicture;
    const format = button.dataset.picture;
    const sentence = wrapped(figure.querySelector('figcaption').textContent.trim());
    const svg = await picture(figure, sentence, wrapped(line.dataset.note));
    const link = document.createElement('a');
    link.href = format === 'svg' ? svg : await dotted(svg);
    link.download = `${line.dataset.file}.${format}`;
    link.click();
  }

  for (const button of document.querySelectorAll('[data-picture]')) {
    if (button.closest('figure').dataset.chart && !window.Plotly) continue;
    button.hidden = false;
    button.addEventListener('click', () => hand(button));
  }
})();
