// A file on its way: its progress is looked at every second, the page asked for again at its end.
(() => {
  'use strict';

  const OPEN = ['waiting', 'running'];
  document.querySelectorAll('[data-export]').forEach((shown) => {
    const bar = shown.querySelector('progress');
    if (!bar) return;
    const count = shown.querySelector('[data-export-count]');

    const look = async () => {
      try {
        const answer = await fetch(shown.dataset.export, { headers: { Accept: 'application/json' } });
        const { state, done, due } = await answer.json();
        if (!OPEN.includes(state)) {
          window.location.reload();
          return;
        }
        if (due) {
          bar.max = due;
          bar.value = done;
          if (count) count.textContent = `${done} / ${due}`;
        }
      } catch {
        // The next look may reach it.
      }
      window.setTimeout(look, 1000);
    };
    window.setTimeout(look, 500);
  });
})();
