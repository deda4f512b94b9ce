import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FilePath, readFile } from '@/api/files'
import { toProblem } from '@/api/problem'
import { useShowProblem } from '@/api/useWrite'
import { saveFile } from '@/lib/saveFile'

/** Downloads a workbook of the API: what a list shows, or an empty sheet to fill in. */
export function ExportButton({ path, query, text, type }: { path: FilePath; query?: Record<string, unknown>; text?: string; type?: 'link' }) {
  const { t } = useTranslation('common')
  const showProblem = useShowProblem()
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      const file = await readFile(path, query)
      saveFile(file.content, file.name)
    } catch (err) {
      showProblem(toProblem(err))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button type={type} icon={<DownloadOutlined />} loading={busy} onClick={() => void run()}>
      {text ?? t('action.export')}
    </Button>
  )
}
