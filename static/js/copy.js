// A table is copied as a spreadsheet and a word processor take it: cells, not markup of the page.
(() => {
  'use strict';

  const plain = (table) => [...table.rows]
    .map((row) => [...row.cells].map((cell) => cell.innerText.trim().replace(/\s+/g, ' ')).join('\t'))
    .join('\n');

  const selected = (table) => {
    const range = document.createRange();
    range.selectNode(table);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    // Where a page is not served over HTTPS there is no other way.
    const done = document.execCommand('copy');
    selection.removeAllRanges();
    return done;
  };

  document.querySelectorAll('[data-copy]').forEach((button) => {
    const table = button.closest('section').querySelector('table');
    button.hidden = false;
    button.addEventListener('click', async () => {
      let done = false;
      try {
        await navigator.clipboard.writeText(plain(table));
        done = true;
      } catch {
        done = selected(table);
      }
      if (done) button.textContent = button.dataset.copied;
    });
  });
})();
