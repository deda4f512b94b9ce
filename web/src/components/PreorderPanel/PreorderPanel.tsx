import { CheckCircleFilled, ClockCircleFilled, CopyOutlined, DownloadOutlined, LoadingOutlined, PrinterOutlined, ReloadOutlined, SyncOutlined } from '@ant-design/icons'
import { Alert, App, Button, Flex, QRCode, Steps } from 'antd'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { useShowProblem } from '@/api/useWrite'
import { type Preorder, useCheckPreorder, useUploadPreorder } from '@/hooks/preorder'
import { useCan } from '@/hooks/session'
import { Money } from '../Decimal'
import { Instant } from '../Instant'
import { download, drawPicture } from './picture'
import { RefusalView } from './RefusalView'
import './PreorderPanel.css'

/** The step of the way from upload to money that the pre-order has reached. */
function stepOf(p: Preorder): number {
  if (p.pay === 'paid') return 3
  if (p.pay === 'ordered') return 2
  return p.upload === 'uploaded' ? 1 : 0
}

/** One state told in full: sign, headline, explanation. */
function Told({ icon, tone, title, children }: { icon: ReactNode; tone?: 'good' | 'wait'; title: string; children?: ReactNode }) {
  return (
    <div role="status" aria-live="polite">
      <div className={['pay-panel-icon', tone].filter(Boolean).join(' ')}>{icon}</div>
      <h3>{title}</h3>
      {children && <p className="muted">{children}</p>}
    </div>
  )
}

/** A pre-order as the stall shows it to the customer: on its way, the code to scan, paid, or what stands in the way. Undefined: about to be made. */
export function PreorderPanel({ preorder: p, onSale }: { preorder: Preorder | undefined; onSale?: boolean }) {
  const { t } = useTranslation('preorder')
  const can = useCan()
  const upload = useUploadPreorder(t('uploadAsked'))

  if (!p || p.upload === 'waiting') {
    return (
      <div className="pay-panel">
        {p && <Amount preorder={p} />}
        <Told icon={<LoadingOutlined />} title={t('panel.uploading')}>
          {t('panel.uploadingHint')}
        </Told>
        {p && <Way preorder={p} />}
      </div>
    )
  }
  if (p.upload === 'checking') {
    return (
      <div className="pay-panel">
        <Amount preorder={p} />
        <Told icon={<SyncOutlined spin />} tone="wait" title={t('panel.checking')}>
          {p.refusal ? `${p.refusal.detail} ${p.refusal.remedy}` : t('panel.checkingHint')}
        </Told>
        <Way preorder={p} />
        <CheckNow preorder={p} />
      </div>
    )
  }
  if (p.upload === 'refused') {
    return (
      <div className="pay-panel">
        <RefusalView preorder={p} onSale={onSale} />
      </div>
    )
  }
  if (p.upload === 'abandoned') {
    return (
      <div className="pay-panel">
        <Told icon={<ClockCircleFilled />} title={t('upload.abandoned')}>
          {t('panel.abandonedHint')}
        </Told>
      </div>
    )
  }
  if (p.pay === 'paid') {
    return (
      <div className="pay-panel">
        <Told icon={<CheckCircleFilled />} tone="good" title={t('panel.paid')} />
        <Amount preorder={p} />
        <p className="muted">
          <Instant at={p.paidAt} />
          {p.receiptNo && ` · ${t('panel.receipt', { no: p.receiptNo })}`}
        </p>
        {p.extraPaid && <Alert type="warning" showIcon title={t('panel.extraPaid')} description={t('panel.extraPaidHint', { amount: p.extraPaid })} />}
        <Way preorder={p} />
      </div>
    )
  }
  if (p.pay === 'expired') {
    return (
      <div className="pay-panel">
        <Told icon={<ClockCircleFilled />} tone="wait" title={t('panel.expired')}>
          {t('panel.expiredHint')}
        </Told>
        {can('preorder.upload') && p.uploadable && (
          <Button type="primary" icon={<ReloadOutlined />} loading={upload.isPending} onClick={() => upload.mutate(p.id)}>
            {t('uploadAgain')}
          </Button>
        )}
      </div>
    )
  }
  return (
    <div className="pay-panel">
      <Amount preorder={p} />
      {p.payUrl && <Code preorder={p} link={p.payUrl} />}
      <div role="status" aria-live="polite">
        <h3>{p.pay === 'ordered' ? t('panel.ordered') : t('panel.scan')}</h3>
        <p className="muted">{p.pay === 'ordered' ? t('panel.orderedHint') : t('panel.scanHint')}</p>
        {p.expiresAt && (
          <p className="muted">
            {t('panel.until')} <Instant at={p.expiresAt} />
          </p>
        )}
      </div>
      <Way preorder={p} />
      <CheckNow preorder={p} />
    </div>
  )
}

function CheckNow({ preorder: p }: { preorder: Preorder }) {
  const { t } = useTranslation('preorder')
  const check = useCheckPreorder(t('checked'))
  return (
    <Button className="pay-panel-tools" type="link" icon={<SyncOutlined />} loading={check.isPending} onClick={() => check.mutate(p.id)}>
      {t('checkNow')}
    </Button>
  )
}

function Amount({ preorder: p }: { preorder: Preorder }) {
  return (
    <div className="pay-panel-amount">
      <Money value={p.actual ?? p.amount} sign />
    </div>
  )
}

function Way({ preorder: p }: { preorder: Preorder }) {
  const { t } = useTranslation('preorder')
  const step = stepOf(p)
  return (
    <Steps
      size="small"
      responsive={false}
      titlePlacement="vertical"
      current={step}
      status={step === 3 ? 'finish' : 'process'}
      items={[t('step.upload'), t('step.code'), t('step.ordered'), t('step.paid')].map((title) => ({ title }))}
    />
  )
}

function Code({ preorder: p, link }: { preorder: Preorder; link: string }) {
  const { t } = useTranslation('preorder')
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const box = useRef<HTMLDivElement>(null)

  const save = async () => {
    const code = box.current?.querySelector('svg')
    if (!code) return
    try {
      const lines = [`${p.saleNo} · ${p.customerName}`]
      download(await drawPicture({ code, title: p.shopName, amount: p.actual ?? p.amount, lines, hint: t('panel.scan') }), `${p.saleNo}.png`)
    } catch (err) {
      showProblem(toProblem(err))
    }
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      void message.success(t('linkCopied'))
    } catch {
      // Browsers hand out the clipboard on https and localhost only; the link stands there to be marked by hand.
      window.prompt(t('copyLink'), link)
    }
  }
  return (
    <>
      <div ref={box} className="pay-panel-code" role="img" aria-label={t('panel.code', { no: p.saleNo })}>
        <span aria-hidden>
          <QRCode value={link} type="svg" size={300} errorLevel="M" bgColor="#ffffff" color="#000000" marginSize={2} bordered={false} />
        </span>
      </div>
      <Flex className="pay-panel-tools" gap={8} wrap justify="center">
        <Button icon={<CopyOutlined />} onClick={() => void copy()}>
          {t('copyLink')}
        </Button>
        <Button icon={<DownloadOutlined />} onClick={() => void save()}>
          {t('savePicture')}
        </Button>
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('print')}
        </Button>
      </Flex>
    </>
  )
}
