import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FilePath, readFile } from '@/api/files'
import { toProblem } from '@/api/problem'
import { useShowProblem } from '@/api/useWrite'
import { saveFile } from '@/lib/saveFile'

/** A list that can be had as a file. */
export interface ExportSource {
  path: FilePath
  /** What is in it, when the list offers several. */
  label?: string
  /** The list's search, filters and sort as the export takes them; as they are without it. */
  query?: (params: Record<string, unknown>) => object
}

function useDownload() {
  const showProblem = useShowProblem()
  const [busy, setBusy] = useState(false)
  const run = async (path: FilePath, query?: Record<string, unknown>) => {
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
  return { busy, run }
}

/** Downloads what a list shows, all pages of it, as a workbook or as CSV. */
export function ExportButton({ sources, params }: { sources: ExportSource[]; params: Record<string, unknown> }) {
  const { t } = useTranslation('common')
  const { busy, run } = useDownload()
  const items = sources.flatMap((source) =>
    (['xlsx', 'csv'] as const).map((format) => ({
      key: `${source.path} ${format}`,
      label: [source.label, t(`export.${format}`)].filter(Boolean).join(' · '),
      onClick: () => void run(source.path, { ...(source.query ?? ((p) => p))(params), format }),
    })),
  )
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button icon={<DownloadOutlined />} loading={busy}>
        {t('action.export')}
      </Button>
    </Dropdown>
  )
}

/** A link to a file of the API, such as an empty sheet to fill in. */
export function FileLink({ path, text }: { path: FilePath; text: string }) {
  const { busy, run } = useDownload()
  return (
    <Button type="link" icon={<DownloadOutlined />} loading={busy} onClick={() => void run(path)}>
      {text}
    </Button>
  )
}
