import { BarcodeOutlined } from '@ant-design/icons'
import { Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  /** A whole code, from the scanner or typed and confirmed with Enter. */
  onScan: (code: string) => void
  placeholder?: string
  /** Also take codes scanned while the field has no focus: nothing else being typed into, or a cell of a document's lines. */
  global?: boolean
  autoFocus?: boolean
}

// A scanner types a code faster than any hand: under 40 ms a key.
const scannerGapMs = 40
const shortestCode = 4

/** Takes a scanned code out of the field it was typed into, which has what it held before; a list it opened closes. */
function putBack(field: HTMLInputElement, before: string) {
  // Past React, which would not hear of a value set directly.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, before)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (field.getAttribute('role') === 'combobox') field.blur()
  else field.select()
}

/** Takes barcodes from a scanner, which is a keyboard that types fast and ends with Enter. */
export function ScanInput({ onScan, placeholder, global = true, autoFocus }: Props) {
  const { t } = useTranslation('common')
  const [text, setText] = useState('')
  const ref = useRef<InputRef>(null)
  const latest = useRef(onScan)
  useEffect(() => {
    latest.current = onScan
  })

  useEffect(() => {
    if (!global) return
    let buffer = ''
    let last = 0
    let before = ''
    const onKey = (e: KeyboardEvent) => {
      const target = e.target as HTMLElement
      if (e.ctrlKey || e.metaKey || e.altKey) return
      const cell = target instanceof HTMLInputElement && target.closest('[data-cell]') !== null ? target : undefined
      if (!cell && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable)) return
      if (e.timeStamp - last > scannerGapMs) {
        buffer = ''
        before = cell?.value ?? ''
      }
      last = e.timeStamp
      if (e.key === 'Enter') {
        if (buffer.length >= shortestCode) {
          // Or the Enter would press the button that has the focus, or go on to the next cell.
          e.preventDefault()
          e.stopPropagation()
          if (cell) putBack(cell, before)
          latest.current(buffer)
        }
        buffer = ''
      } else if (e.key.length === 1) buffer += e.key
    }
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [global])

  return (
    <Input
      ref={ref}
      autoFocus={autoFocus}
      prefix={<BarcodeOutlined />}
      placeholder={placeholder ?? t('scan.placeholder')}
      aria-label={placeholder ?? t('scan.placeholder')}
      value={text}
      autoComplete="off"
      onChange={(e) => setText(e.target.value)}
      onPressEnter={(e) => {
        // Enter that only picks a word in an input method is not the end of a code.
        if (e.nativeEvent.isComposing) return
        e.preventDefault()
        const code = text.normalize('NFKC').trim()
        setText('')
        if (code !== '') onScan(code)
      }}
    />
  )
}
