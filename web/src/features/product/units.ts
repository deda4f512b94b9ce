import type { UnitGroup } from './queries'

/** `件、手（12 件）`: the base unit, then the others with what one of them holds. */
export function unitGroupLabel(group: Pick<UnitGroup, 'name' | 'units'>): string {
  const [base, ...more] = group.units
  if (!base) return group.name
  const text = [base.name, ...more.map((u) => `${u.name}（${u.den === 1 ? u.num : `${u.num}/${u.den}`} ${base.name}）`)].join('、')
  return text === group.name || more.length > 0 ? text : `${text} · ${group.name}`
}
