import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { renderPage } from '@/testing/render'
import { MoneyInput, QtyInput } from './DecimalInput'

function Field({ Input = MoneyInput }: { Input?: typeof MoneyInput }) {
  const [value, setValue] = useState<string>()
  return (
    <>
      <Input aria-label="金额" value={value} onChange={setValue} />
      <output>{value ?? '空'}</output>
    </>
  )
}

const field = () => screen.getByLabelText('金额')
const given = () => screen.getByRole('status').textContent

it('takes what is pasted from anywhere', async () => {
  await renderPage(<Field />)
  await userEvent.click(field())
  await userEvent.paste('￥１，２３４．５元')
  expect(given()).toBe('1234.5')
  await userEvent.tab()
  expect(field()).toHaveValue('1234.50')
  expect(given()).toBe('1234.50')
})

it('gives a number at every key, also when typing pauses after the point', async () => {
  await renderPage(<Field />)
  await userEvent.type(field(), '18.')
  expect(field()).toHaveValue('18.')
  expect(given()).toBe('18')
  await userEvent.type(field(), '50')
  expect(field()).toHaveValue('18.50')
  expect(given()).toBe('18.5')
})

it('marks too many places and words instead of cutting them off', async () => {
  await renderPage(<Field />)
  await userEvent.type(field(), '1.234')
  expect(field()).toHaveAttribute('aria-invalid', 'true')
  expect(field()).toHaveAttribute('title', '最多 2 位小数')
  expect(given()).toBe('1.234')
  await userEvent.clear(field())
  await userEvent.type(field(), '十')
  expect(field()).toHaveAttribute('title', '请输入数字')
  await userEvent.clear(field())
  expect(given()).toBe('空')
  expect(field()).not.toHaveAttribute('aria-invalid', 'true')
})

it('does not count up and down', async () => {
  await renderPage(<Field Input={QtyInput} />)
  await userEvent.type(field(), '5{ArrowUp}{ArrowUp}{ArrowDown}')
  fireEvent.wheel(field(), { deltaY: 100 })
  expect(given()).toBe('5')
})
