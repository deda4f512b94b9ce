import { useTranslation } from 'react-i18next'
import type { Download } from './queries'
import './shop.css'

/** What a download has done so far. `refused` is how many offers were read without a product being made of them. */
export function DownloadFigures({ download: d, refused }: { download: Download; refused: number }) {
  const { t } = useTranslation('shop')
  const figures = [
    { key: 'added', value: d.added },
    { key: 'changed', value: d.changed },
    { key: 'unchanged', value: d.unchanged },
    { key: 'delisted', value: d.delisted },
    { key: 'products', value: d.products },
    { key: 'refused', value: refused, bad: refused > 0 },
    { key: 'failed', value: d.failed, bad: d.failed > 0 },
  ] as const
  return (
    <dl className="figure-row">
      {figures.map((f) => (
        <div key={f.key} className={'bad' in f && f.bad ? 'bad' : undefined}>
          <dt>{t(`figure.${f.key}`)}</dt>
          <dd className="num">{f.value}</dd>
        </div>
      ))}
    </dl>
  )
}
