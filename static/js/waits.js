// What was typed last may still be on its way when a button is pressed: the step waits for it.
(() => {
  'use strict';

  const cells = document.querySelector('[data-cells]');
  const moves = document.querySelector('#moves');
  const saving = () => Number(cells.dataset.saving ?? 0) > 0;
  if (!cells || !moves) return;

  moves.addEventListener('submit', (event) => {
    if (!saving()) return;
    event.preventDefault();
    const again = window.setInterval(() => {
      if (saving()) return;
      window.clearInterval(again);
      moves.requestSubmit(event.submitter);
    }, 50);
  });
})();
