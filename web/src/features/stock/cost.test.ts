import { describe, expect, it } from 'vitest'
import { type Costed, type CostField, enterCost, givenCost, savedCost, setZeroCost } from './cost'

function type(...entries: [CostField, string | undefined][]): Costed {
  return entries.reduce<Costed>((line, [field, text]) => enterCost(line, field, text), {})
}

describe('any two of quantity, unit cost and amount give the third', () => {
  it.each<[string, [CostField, string | undefined][], Costed]>([
    ['amount from quantity and unit cost', [['quantity', '12'], ['unitCost', '3.5']], { quantity: '12', unitCost: '3.5', amount: '42.00', derived: 'amount' }],
    ['the order does not matter', [['unitCost', '3.5'], ['quantity', '12']], { quantity: '12', unitCost: '3.5', amount: '42.00', derived: 'amount' }],
    ['unit cost from quantity and amount, to six decimals', [['quantity', '3'], ['amount', '10']], { quantity: '3', amount: '10', unitCost: '3.333333', derived: 'unitCost' }],
    ['quantity from unit cost and amount', [['unitCost', '0.25'], ['amount', '10']], { unitCost: '0.25', amount: '10', quantity: '40', derived: 'quantity' }],
    ['no quantity is made up', [['unitCost', '3'], ['amount', '10']], { unitCost: '3', amount: '10' }],
    ['half a fen is rounded up', [['quantity', '1'], ['unitCost', '0.005']], { quantity: '1', unitCost: '0.005', amount: '0.01', derived: 'amount' }],
    ['nothing is lost beyond what a float holds', [['quantity', '9007199254740993'], ['unitCost', '1']], { quantity: '9007199254740993', unitCost: '1', amount: '9007199254740993.00', derived: 'amount' }],
  ])('%s', (_, entries, want) => expect(type(...entries)).toEqual(want))

  it('works the amount out again when the quantity is corrected', () => {
    expect(type(['quantity', '12'], ['unitCost', '3.5'], ['quantity', '10'])).toMatchObject({ quantity: '10', unitCost: '3.5', amount: '35.00' })
  })

  it('keeps the amount when the quantity is corrected after the amount was entered', () => {
    expect(type(['quantity', '12'], ['amount', '42'], ['quantity', '10'])).toMatchObject({ quantity: '10', amount: '42', unitCost: '4.20', derived: 'unitCost' })
  })

  it('lets the last of unit cost and amount count, and leaves the quantity alone', () => {
    expect(type(['quantity', '12'], ['unitCost', '3.5'], ['amount', '48'])).toMatchObject({ quantity: '12', amount: '48', unitCost: '4.00', derived: 'unitCost' })
    expect(type(['quantity', '12'], ['amount', '48'], ['unitCost', '5'])).toMatchObject({ quantity: '12', unitCost: '5', amount: '60.00', derived: 'amount' })
  })

  it('drops what was worked out when one of its sources goes', () => {
    expect(type(['quantity', '12'], ['unitCost', '3.5'], ['unitCost', undefined])).toEqual({ quantity: '12', unitCost: undefined, amount: undefined, derived: undefined })
  })

  it('waits for a number that is not finished', () => {
    expect(type(['quantity', '12'], ['unitCost', '-'])).toMatchObject({ unitCost: '-', derived: undefined })
  })
})

it('sends what was entered and not what was worked out', () => {
  expect(givenCost(type(['quantity', '3'], ['amount', '10']))).toEqual({ quantity: '3', amount: '10' })
  expect(givenCost(type(['quantity', '3'], ['unitCost', '0.3333']))).toEqual({ quantity: '3', unitCost: '0.3333' })
})

it('needs the mark for goods that cost nothing', () => {
  const free = setZeroCost(type(['quantity', '5'], ['unitCost', '2']), true)
  expect(givenCost(free)).toEqual({ quantity: '5', zeroCost: true })
  expect(givenCost(enterCost(free, 'quantity', '6'))).toEqual({ quantity: '6', zeroCost: true })
  expect(givenCost(setZeroCost(free, false))).toEqual({ quantity: '5' })
})

it('opens a saved line so that saving it again changes nothing', () => {
  expect(givenCost(savedCost({ quantity: '3', unitCost: '3.333333', value: '10' }))).toEqual({ quantity: '3', amount: '10.00' })
  expect(givenCost(savedCost({ quantity: '3', unitCost: '0.333333', value: '0.999999' }))).toEqual({ quantity: '3', unitCost: '0.333333' })
  expect(givenCost(savedCost({ quantity: '3', unitCost: '0', value: '0', zeroCost: true }))).toEqual({ quantity: '3', zeroCost: true })
})
