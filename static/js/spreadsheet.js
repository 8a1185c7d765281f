// Moves between the cells of a form as a spreadsheet does, and takes a pasted column.
(() => {
  'use strict';

  const form = document.querySelector('[data-cells]');
  if (!form) return;
  const cells = [...form.querySelectorAll('[data-cell]')];

  form.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    const at = cells.indexOf(event.target);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = cells[at + step];
    // After the last cell comes the button: leaving the cell keeps it.
    if (next || event.key === 'Enter') (next ?? form.querySelector('[type=submit]')).focus();
    next?.select();
  });
  form.addEventListener('paste', (event) => {
    const at = cells.indexOf(event.target);
    const rows = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '').split(/\r?\n/);
    if (at < 0 || rows.length < 2) return;
    event.preventDefault();
    const taken = cells.slice(at, at + rows.length);
    taken.forEach((cell, n) => { cell.value = rows[n].split('\t')[0]; });
    const keys = taken.map((cell) => cell.name.replace(/^\w+-/, ''));
    form.dispatchEvent(new CustomEvent('pasted', { detail: keys }));
  });

  // Ready to be typed into; the head of the page stays where it is.
  if (!window.location.hash) cells.find((cell) => !cell.value && !cell.disabled && !cell.readOnly)?.focus({ preventScroll: true });
})();
