/** Signatures drawn with a finger, a pen or a mouse. Loaded by pages that ask for one. */

const INK = '#10243a';

function prepare(pad) {
  const canvas = pad.querySelector('canvas');
  const value = pad.querySelector('input');
  pad.hidden = false;
  const scale = Math.min(window.devicePixelRatio || 1, 2);
  const box = canvas.getBoundingClientRect();
  canvas.width = Math.round(box.width * scale);
  canvas.height = Math.round(box.height * scale);
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  Object.assign(pen, { lineWidth: 2.4, lineCap: 'round', lineJoin: 'round', strokeStyle: INK });
  let last = null;

  const at = (event) => {
    const { left, top } = canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const draw = (event) => {
    if (!last) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const one of events.length ? events : [event]) {
      const place = at(one);
      pen.beginPath();
      pen.moveTo(...last);
      pen.lineTo(...place);
      pen.stroke();
      last = place;
    }
  };
  const tell = () => value.dispatchEvent(new Event('change', { bubbles: true }));

  canvas.addEventListener('pointerdown', (event) => {
    if (value.disabled || !event.isPrimary) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    draw(event);
  });
  canvas.addEventListener('pointermove', draw);
  for (const name of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(name, () => {
      if (!last) return;
      last = null;
      value.value = canvas.toDataURL('image/png');
      tell();
    });
  }
  pad.querySelector('[data-clear]').addEventListener('click', () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    value.value = '';
    tell();
  });
}

export default function start(inside) {
  for (const pad of inside.querySelectorAll('[data-signature] [data-pad][hidden]')) prepare(pad);
}
