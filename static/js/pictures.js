// Hands out a chart as SVG or PNG, with its sentence above it and the plan below that.
(() => {
  'use strict';

  const WIDTH = 960;
  const DOTS = 2; // of a PNG for each pixel
  const LINE = 110; // half-width characters on a line of the sentence
  const SIZE = { title: 16, subtitle: 12 };
  const NAMESPACE = 'http://www.w3.org/2000/svg';
  // What the stylesheet gives a drawing, which a file of its own has to say itself.
  const PAINT = [
    'fill', 'stroke', 'stroke-width', 'stroke-dasharray',
    'font-family', 'font-size', 'font-weight', 'text-anchor',
  ];

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

  const sentence = (figure) => wrapped(figure.querySelector('figcaption').textContent.trim());

  function plotted(figure, note) {
    const { data, layout } = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    const lines = sentence(figure);
    const head = 32 + lines.length * SIZE.title * 1.4 + SIZE.subtitle * 2;
    const title = {
      text: escaped(lines),
      font: { size: SIZE.title },
      subtitle: { text: escaped(wrapped(note)), font: { size: SIZE.subtitle } },
      x: 0, xref: 'container', xanchor: 'left', pad: { l: 16, t: 16 + 12 * (lines.length - 1) },
      y: 1, yref: 'container', yanchor: 'top',
    };
    const margin = { ...layout.margin, t: layout.margin.t + head };
    const height = layout.height + head;
    const drawn = { data, layout: { ...layout, title, margin, height, width: WIDTH, paper_bgcolor: '#fff' } };
    return window.Plotly.toImage(drawn, { format: 'svg', width: WIDTH, height });
  }

  function made(name, attributes, text = '') {
    const element = document.createElementNS(NAMESPACE, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  }

  function painted(drawing) {
    const copy = drawing.cloneNode(true);
    const copied = [copy, ...copy.querySelectorAll('*')];
    [drawing, ...drawing.querySelectorAll('*')].forEach((shown, n) => {
      const style = window.getComputedStyle(shown);
      for (const name of PAINT) copied[n].setAttribute(name, style.getPropertyValue(name));
      copied[n].removeAttribute('class');
      copied[n].removeAttribute('href');
    });
    return copy;
  }

  // A drawing that stands in the page as SVG: the squares of a map, a small trend.
  function drawn(figure, note) {
    const drawing = figure.querySelector('svg');
    const family = window.getComputedStyle(figure).fontFamily;
    const words = [
      ...sentence(figure).map((text) => ({ text, size: SIZE.title, fill: '#1c2733' })),
      ...wrapped(note).map((text) => ({ text, size: SIZE.subtitle, fill: '#566270' })),
    ];
    let y = 8;
    const texts = words.map(({ text, size, fill }) => {
      y += size * 1.5;
      return made('text', { x: 16, y, fill, 'font-size': size, 'font-family': family }, text);
    });
    const { width, height } = drawing.viewBox.baseVal;
    const high = Math.round(((WIDTH - 32) * height) / width);
    const copy = painted(drawing);
    for (const [key, value] of Object.entries({ x: 16, y: y + 16, width: WIDTH - 32, height: high })) {
      copy.setAttribute(key, value);
    }
    const whole = Math.round(y + high + 32);
    const sheet = made('svg', { width: WIDTH, height: whole, viewBox: `0 0 ${WIDTH} ${whole}` });
    sheet.append(made('rect', { width: WIDTH, height: whole, fill: '#fff' }), ...texts, copy);
    const text = new XMLSerializer().serializeToString(sheet);
    return `data:image/svg+xml,${encodeURIComponent(text)}`;
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
    const picture = figure.dataset.chart ? plotted : drawn;
    const format = button.dataset.picture;
    const svg = await picture(figure, line.dataset.note);
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
