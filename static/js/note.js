// Saves a note while it is written. Without scripts the button saves it.
(() => {
  'use strict';

  const form = document.querySelector('[data-note]');
  if (!form) return;
  const english = document.documentElement.lang === 'en';
  const said = form.querySelector('[data-said]');
  const moves = document.querySelector('[data-version]');
  let timer = 0, saving = false, waiting = false;

  async function save() {
    if (saving) { waiting = true; return; }
    [saving, waiting] = [true, false];
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' },
      });
      const content = await answer.json();
      if (!answer.ok) throw new Error(english ? content.problem.en : content.problem.zh);
      form.elements.version.value = content.version;
      if (moves) moves.value = content.version;
      said.textContent = form.dataset.saved;
    } catch (error) {
      const offline = error instanceof TypeError || error instanceof SyntaxError;
      said.textContent = offline ? form.dataset.lost : error.message;
      if (offline) window.setTimeout(save, 15000);
    }
    saving = false;
    if (waiting) save();
  }

  form.addEventListener('input', () => {
    said.textContent = '';
    window.clearTimeout(timer);
    timer = window.setTimeout(save, 1200);
  });
  // What is on its way would arrive at an older version than what the button sends.
  form.addEventListener('submit', (event) => {
    window.clearTimeout(timer);
    waiting = false;
    if (!saving) return;
    event.preventDefault();
    const button = event.submitter;
    const again = window.setInterval(() => {
      if (saving) return;
      window.clearInterval(again);
      form.requestSubmit(button);
    }, 50);
  });
})();
