import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Flex } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { DocPage } from '@/components/DocPage'
import { useCan } from '@/hooks/session'
import { DocumentEditor } from '../DocumentEditor'
import { documentPath, documentQuery, type Kind } from '../queries'
import { ReverseDrawer } from '../ReverseDrawer'

/** One stock document: opening stock, other in or other out. */
export default function DocumentPage() {
  const { t } = useTranslation('stock')
  const { id } = useParams({ strict: false }) as { id: string }
  const search = useSearch({ strict: false }) as { kind?: string }
  const opening = useLocation({ select: (l) => l.pathname.startsWith('/opening-stock') })
  const can = useCan()
  const navigate = useNavigate()
  const [reversing, setReversing] = useState(false)
  const isNew = id === 'new'
  const query = useQuery({ ...documentQuery(id), enabled: !isNew })
  const back = opening ? '/opening-stock' : '/stock-documents'

  if (isNew) {
    const kind: Kind = opening ? 'opening_stock' : search.kind === 'other_out' ? 'other_out' : 'other_in'
    return <DocumentEditor key={kind} kind={kind} hint={opening ? t('opening.formHint') : undefined} />
  }
  const doc = query.data
  if (!doc) {
    return (
      <DocPage title={t('doc.title')} back={back} loading={query.isPending} problem={query.isError ? toProblem(query.error) : null} onRetry={() => void query.refetch()}>
        {null}
      </DocPage>
    )
  }
  const kind = doc.kind as Kind
  const other = doc.reversesId ?? doc.reversedById
  return (
    <>
      <DocumentEditor
        key={`${doc.id}:${doc.version}:${doc.state}`}
        kind={kind}
        doc={doc}
        hint={
          <Flex gap={12} wrap component="span">
            <span>{t(`doc.kind.${kind}`)}</span>
            <span>{t('doc.by', { who: doc.createdBy })}</span>
            {doc.postedBy && <span>{t('doc.postedByWho', { who: doc.postedBy })}</span>}
            {other && <Link to={documentPath(kind, other) ?? back}>{doc.reversesId ? t('doc.counterOf') : t('doc.takenBackBy')}</Link>}
          </Flex>
        }
        actions={
          doc.state === 'posted' &&
          !doc.reversesId &&
          can('stock.reverse') && (
            <Button danger onClick={() => setReversing(true)}>
              {t('doc.reverse')}
            </Button>
          )
        }
      />
      {reversing && (
        <ReverseDrawer
          doc={doc}
          onClose={() => setReversing(false)}
          onDone={(counter) => {
            setReversing(false)
            void navigate({ to: documentPath(kind, counter.id) ?? back })
          }}
        />
      )}
    </>
  )
}
