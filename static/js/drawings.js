// A drawing that stands in the page as SVG (a map, a small trend) as a picture of its own.
(() => {
  'use strict';

  const WIDTH = 960;
  const SIZE = { title: 16, subtitle: 12 };
  const NAMESPACE = 'http://www.w3.org/2000/svg';
  // What the stylesheet gives a drawing, which a file of its own has to say itself.
  const PAINT = [
    'fill', 'stroke', 'stroke-width', 'stroke-dasharray',
    'font-family', 'font-size', 'font-weight', 'text-anchor',
  ];

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

  // With the lines of its sentence and of the note above it.
  window.drawnPicture = (figure, lines, notes) => {
    const drawing = figure.querySelector('svg');
    const family = window.getComputedStyle(figure).fontFamily;
    const words = [
      ...lines.map((text) => ({ text, size: SIZE.title, fill: '#1c2733' })),
      ...notes.map((text) => ({ text, size: SIZE.subtitle, fill: '#566270' })),
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
  };
})();
