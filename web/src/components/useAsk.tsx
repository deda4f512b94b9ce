import type { FormInstance } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'

const Asking = lazy(() => import('./Asking'))

/** What is asked. */
export interface Question<Values> {
  title: ReactNode
  ok?: string
  initial?: Partial<Values>
  /** The fields, as Form.Items. */
  fields: (form: FormInstance<Values>) => ReactNode
}

interface Open {
  question: Question<object>
  answer: (values: object | undefined) => void
}

/** Asks for a few values before something is done: `const values = await ask({...})`, undefined when given up. `holder` goes into the page. */
export function useAsk() {
  const [open, setOpen] = useState<Open>()
  const ask = <Values extends object>(question: Question<Values>) =>
    new Promise<Values | undefined>((resolve) => setOpen({ question: question as unknown as Question<object>, answer: resolve as Open['answer'] }))
  const holder = open && (
    <Suspense fallback={null}>
      <Asking
        question={open.question}
        onAnswer={(values) => {
          setOpen(undefined)
          open.answer(values)
        }}
      />
    </Suspense>
  )
  return { ask, holder }
}
