// The set one works in belongs to the browser tab, so that two tabs can show two sets;
// a new tab starts with the one chosen last.
const key = 'huotong.accountSet'

/** The id of the account set this tab works in, if one has been chosen. */
export function currentAccountSet(): string | undefined {
  return sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? undefined
}

/** Chooses the account set of this tab; undefined forgets it (signing out). */
export function setCurrentAccountSet(id: string | undefined): void {
  if (id === undefined) {
    sessionStorage.removeItem(key)
    localStorage.removeItem(key)
    return
  }
  sessionStorage.setItem(key, id)
  localStorage.setItem(key, id)
}
