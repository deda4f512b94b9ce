import { InboxOutlined } from '@ant-design/icons'
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Drawer, Flex, Table, Upload } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAttempts } from '@/api/attempts'
import type { FilePath } from '@/api/files'
import { type FieldProblem, fieldText, type Problem, toProblem } from '@/api/problem'
import type { WriteOptions } from '@/api/useWrite'
import { FileLink } from '@/components/ExportButton'
import { ProblemView } from '@/components/ProblemView'
import { usePhone } from '@/hooks/usePhone'

interface Props<Result> {
  title: string
  /** What the sheet is for and what holds for it. */
  hint: ReactNode
  /** Where an empty sheet to fill in is had from. */
  template: FilePath
  /** Sends the file; with `dryRun` it is checked and nothing is done, with `skipBad` wrong rows are left out. */
  send: (file: File, how: { dryRun: boolean; skipBad: boolean }, write: WriteOptions) => Promise<Result>
  /** What was left out of the result, where rows may be. */
  leftOut?: (result: Result) => FieldProblem[]
  /** What the file would do, or has done. */
  summary: (result: Result) => ReactNode
  /** What a column of the sheet is called: problems name it by its key. */
  column: (key: string) => string
  /** What is said when it is done. */
  success: (result: Result) => string
  /** What is read anew then. */
  invalidate: QueryKey[]
  /** What else happens then; the drawer closes by itself. */
  onDone?: (result: Result) => void
  onClose: () => void
}

/** One wrong cell of a sheet. */
export interface BadCell {
  row: number
  column: string
  text: string
}

/** The wrong cells among field problems (`row 12.quantity`), by row; what names no row comes back as `rest`. */
export function badCells(errors: FieldProblem[]): { cells: BadCell[]; rest: FieldProblem[] } {
  const cells: BadCell[] = []
  const rest: FieldProblem[] = []
  for (const e of errors) {
    const found = /^row (\d+)(?:\.(.+))?$/.exec(e.field)
    if (found) cells.push({ row: Number(found[1]), column: found[2] ?? '', text: fieldText(e) })
    else rest.push(e)
  }
  return { cells: cells.toSorted((a, b) => a.row - b.row), rest }
}

/** Imports a workbook in two steps: it is checked first, with every wrong row and column listed, and taken over only when all is well. */
export function ImportDrawer<Result>({ title, hint, template, send, leftOut, summary, column, success, invalidate, onDone, onClose }: Props<Result>) {
  const { t } = useTranslation('common')
  const { message } = App.useApp()
  const client = useQueryClient()
  const phone = usePhone()
  const [file, setFile] = useState<File>()
  const [busy, setBusy] = useState<'check' | 'import'>()
  const [checked, setChecked] = useState<Result>()
  const [problem, setProblem] = useState<Problem>()
  const attempts = useAttempts<File>()
  const [skipBad, setSkipBad] = useState(false)
  const without = checked === undefined ? undefined : leftOut?.(checked)
  const { cells, rest } = badCells(problem?.errors ?? without ?? [])
  const rows = new Set(cells.map((c) => c.row)).size

  const run = async (chosen: File, dryRun: boolean, skip: boolean) => {
    setSkipBad(skip)
    setBusy(dryRun ? 'check' : 'import')
    setProblem(undefined)
    const how = { dryRun, skipBad: skip }
    try {
      const result = await attempts.run([how, chosen], chosen, (sheet, write) => send(sheet, how, write))
      if (dryRun) setChecked(result)
      else {
        void message.success(success(result))
        for (const queryKey of invalidate) void client.invalidateQueries({ queryKey })
        onClose()
        onDone?.(result)
      }
    } catch (err) {
      const problem = toProblem(err)
      if (!problem.unknownOutcome) setChecked(undefined)
      setProblem(problem)
    } finally {
      setBusy(undefined)
    }
  }

  return (
    <Drawer
      open
      onClose={onClose}
      title={title}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '92%' : 640}
      footer={
        <Flex gap={8} justify="flex-end">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="primary" disabled={!file || checked === undefined || busy !== undefined} loading={busy === 'import'} onClick={() => file && void run(file, false, skipBad)}>
            {t('import.run')}
          </Button>
        </Flex>
      }
    >
      <Flex vertical gap={14}>
        <div>
          <div className="muted">{hint}</div>
          <FileLink path={template} text={t('import.template')} />
        </div>
        <Upload.Dragger
          accept=".xlsx"
          maxCount={1}
          showUploadList={false}
          disabled={busy !== undefined}
          beforeUpload={(chosen) => {
            setFile(chosen)
            setChecked(undefined)
            void run(chosen, true, false)
            return false
          }}
        >
          <InboxOutlined style={{ fontSize: 28 }} />
          <div>{file ? file.name : t('import.choose')}</div>
          <div className="muted">{file ? t('import.again') : t('import.format')}</div>
        </Upload.Dragger>
        <div role="status" aria-live="polite">
          {busy === 'check' && <Alert type="info" showIcon title={t('import.checking')} />}
          {checked !== undefined && <Alert type="success" showIcon title={t('import.fine')} description={summary(checked)} />}
        </div>
        {problem && cells.length === 0 && <ProblemView problem={problem} />}
        {cells.length > 0 && (
          <>
            {problem ? (
              <Alert type="error" showIcon role="alert" title={t('import.bad', { rows, count: cells.length })} description={[t('import.badHint'), ...rest.map(fieldText)].join('\n')} style={{ whiteSpace: 'pre-line' }} />
            ) : (
              <Alert type="warning" showIcon title={t('import.leftOut', { count: rows })} />
            )}
            {leftOut && file && (
              <Checkbox checked={skipBad} disabled={busy !== undefined} onChange={(e) => void run(file, true, e.target.checked)}>
                {t('import.skipBad')}
              </Checkbox>
            )}
            <Table<BadCell>
              size="small"
              rowKey={(c) => `${c.row}:${c.column}:${c.text}`}
              dataSource={cells}
              pagination={cells.length > 50 ? { pageSize: 50, size: 'small', showSizeChanger: false } : false}
              columns={[
                { key: 'row', title: t('import.row'), width: 70, align: 'right', render: (_, c) => <span className="num">{c.row}</span> },
                { key: 'column', title: t('import.column'), width: 120, render: (_, c) => (c.column === '' ? '—' : column(c.column)) },
                { key: 'text', title: t('import.what'), render: (_, c) => c.text },
              ]}
            />
          </>
        )}
      </Flex>
    </Drawer>
  )
}
