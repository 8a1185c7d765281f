// The key / leads to the search field, from anywhere one is not already writing.
(() => {
  'use strict';

  const field = document.querySelector('[data-search]');
  const writing = (place) => place.closest('input, textarea, select, [contenteditable]') !== null;

  document.addEventListener('keydown', (pressed) => {
    const plain = !pressed.ctrlKey && !pressed.metaKey && !pressed.altKey;
    if (pressed.key !== '/' || !plain || !field || writing(pressed.target)) return;
    pressed.preventDefault();
    field.focus();
    field.select();
  });
})();
