// Saves each cell as it is left, moves between cells as a spreadsheet does, takes a pasted block.
(() => {
  'use strict';

  const form = document.querySelector('[data-cells]');
  if (!form) return;
  const cells = [...form.querySelectorAll('[data-cell]')];
  const english = document.documentElement.lang === 'en';
  const said = form.querySelector('[data-said]');
  const filled = document.querySelector('[data-filled]');
  const waiting = new Set();
  let saving = 0;
  const field = (name, key) => form.elements[`${name}-${key}`];
  const keyOf = (element) => element.name.replace(/^\w+-/, '');

  function tell(key, answer) {
    const place = form.querySelector(`[data-said-of="${key}"]`);
    const problem = answer.problem && (english ? answer.problem.en : answer.problem.zh);
    place.textContent = problem ?? '';
    place.classList.toggle('form-error', !answer.kept);
    field('raw', key).toggleAttribute('aria-invalid', !answer.kept && !answer.asked);
    field('raw', key).toggleAttribute('data-unkept', !answer.kept);
    if (answer.asked) {
      const yes = document.createElement('button');
      yes.type = 'button';
      yes.className = 'btn btn-sm btn-outline-primary';
      yes.textContent = form.dataset.confirm;
      yes.addEventListener('click', () => save([key], true));
      place.append(' ', yes);
    }
  }

  function check(found) {
    for (const place of form.querySelectorAll('[data-found]')) {
      place.replaceChildren(...(found[place.dataset.found] ?? []).map((each) => {
        const line = document.createElement('span');
        line.className = each.hard ? 'form-error' : 'borderline';
        line.textContent = english ? each.en : each.zh;
        return line;
      }));
    }
  }

  async function save(keys, confirmed = false) {
    const body = new FormData();
    body.append('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value);
    for (const key of keys) {
      for (const name of ['version', 'raw', 'mark', 'remark', 'source']) body.append(`${name}-${key}`, field(name, key).value);
      if (confirmed) body.append(`confirmed-${key}`, 'yes');
    }
    form.dataset.saving = saving += 1;
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } });
      const content = await answer.json();
      if (!answer.ok) throw new Error(english ? content.problem.en : content.problem.zh);
      for (const [key, kept] of Object.entries(content.cells)) {
        field('version', key).value = kept.version;
        waiting.delete(key);
        tell(key, kept);
      }
      check(content.found);
      for (const place of document.querySelectorAll('[data-computed]')) place.textContent = content.computed[place.dataset.computed] ?? place.textContent;
      said.textContent = form.dataset.saved;
      filled.textContent = cells.filter((cell) => (cell.value.trim() && !cell.hasAttribute('data-unkept')) || field('mark', keyOf(cell)).value).length;
    } catch (error) {
      for (const key of keys) waiting.add(key);
      said.textContent = error instanceof TypeError || error instanceof SyntaxError ? form.dataset.lost : error.message;
    }
    form.dataset.saving = saving -= 1;
  }

  form.addEventListener('change', (event) => {
    if (/^(raw|mark|remark|source)-/.test(event.target.name)) save([keyOf(event.target)]);
  });
  form.addEventListener('pasted', (event) => save(event.detail));
  window.addEventListener('online', () => waiting.size && save([...waiting]));
  window.setInterval(() => waiting.size && save([...waiting]), 15000);
})();
