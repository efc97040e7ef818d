import { ref } from 'vue'

const remembered = 'mulin.large'

/** Whether this device shows everything large: type, contrast, and what fingers aim at. It belongs to the device, not to the account. */
export const large = ref(localStorage.getItem(remembered) === '1')

function show(): void {
  document.documentElement.classList.toggle('large', large.value)
}

/** Switches it, for now and for the next time. */
export function switchLarge(on: boolean): void {
  large.value = on
  localStorage.setItem(remembered, on ? '1' : '0')
  show()
}

show()
