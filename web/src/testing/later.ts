/** A moment that the test decides about: what is to wait for it, and what brings it about. */
export function later(): { moment: Promise<void>; come: () => void } {
  let come = () => {}
  const moment = new Promise<void>((resolve) => {
    come = resolve
  })
  return { moment, come }
}
