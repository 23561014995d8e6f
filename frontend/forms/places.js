/** "Utiliser ma position" beside a place; the button is there only if it can work. */

const OPTIONS = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };

function ask(place, button) {
  const status = place.querySelector('[role=status]');
  const set = (name, value) => {
    place.querySelector(`[data-place=${name}]`).value = value;
  };
  button.disabled = true;
  status.textContent = '…';
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    set('lat', coords.latitude.toFixed(6));
    set('lon', coords.longitude.toFixed(6));
    status.textContent = button.dataset.found;
    button.disabled = false;
  }, () => {
    status.textContent = button.dataset.failed;
    button.disabled = false;
  }, OPTIONS);
}

export function places(form) {
  if (!('geolocation' in navigator) || !window.isSecureContext) return;
  for (const button of form.querySelectorAll('[data-place-here]')) {
    button.hidden = false;
    button.addEventListener('click', () => ask(button.closest('[data-place=""]'), button));
  }
}
