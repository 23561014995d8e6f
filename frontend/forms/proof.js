/**
 * Has the browser work for the final check while the person reads it; sending waits for it.
 */

export function proof(form) {
  const box = form.querySelector('[data-proof]');
  if (!box || !window.Worker) return null;
  const input = box.querySelector('input');
  const said = box.querySelector('[data-said]');
  const worker = new Worker(box.dataset.worker, { type: 'module' });
  const work = new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => resolve(null); // then it is sent without
  }).then((found) => {
    input.value = found ?? '';
    said.textContent = '';
    worker.terminate();
  });
  worker.postMessage(JSON.parse(box.dataset.proof));
  return {
    get isDone() { return input.value !== ''; },
    wait() {
      said.textContent = box.dataset.working;
      return work;
    },
  };
}
