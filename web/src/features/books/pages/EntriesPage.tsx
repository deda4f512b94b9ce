import { Link } from '@tanstack/react-router'
import { Flex } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '@/components/DataTable'
import { Instant } from '@/components/Instant'
import { PageHead } from '@/components/PageHead'
import { compare, subtract } from '@/lib/decimal'
import { DocKind } from '../DocKind'
import { type Entry, type EntryLine, entryList, placeOf } from '../queries'

/** 凭证: what every document did to the books, debit and credit. */
export default function EntriesPage() {
  const { t, i18n } = useTranslation('books')
  const account = (l: EntryLine) => [l.account, i18n.language === 'en-US' ? l.accountNameEn : l.accountName, l.partyName, l.fundAccountName].filter(Boolean).join(' ')
  const debit = (l: EntryLine) => (l.amount !== undefined && compare(l.amount, '0') > 0 ? l.amount : undefined)
  const credit = (l: EntryLine) => (l.amount !== undefined && compare(l.amount, '0') < 0 ? subtract('0', l.amount) : undefined)
  const kind = (e: Entry) => <DocKind kind={e.docKind} />
  const document = (e: Entry) => {
    const place = placeOf(e.docKind, e.docId)
    return place ? <Link to={place}>{e.docNo}</Link> : e.docNo
  }
  // One row per line of the entry, so that the three columns stand level.
  const stack = (e: Entry, cell: (l: EntryLine) => string | undefined) => (
    <Flex vertical>
      {e.lines.map((l) => (
        <span key={`${l.account} ${e.lines.indexOf(l)}`} className="num">
          {cell(l) ?? '\u00a0'}
        </span>
      ))}
    </Flex>
  )
  const flat = (e: Entry, cell: (l: EntryLine) => string | undefined) => e.lines.map((l) => cell(l) ?? '').join(' ')
  const columns: Column<Entry>[] = [
    { key: 'date', title: t('date'), width: 110, sortable: true, render: (e) => <span className="num">{e.date}</span>, text: (e) => e.date },
    { key: 'docNo', title: t('document'), width: 190, always: true, render: (e) => document(e), text: (e) => e.docNo },
    { key: 'kind', title: t('kind'), width: 110, render: kind },
    { key: 'account', title: t('account'), width: 320, render: (e) => stack(e, account), text: (e) => flat(e, account) },
    { key: 'debit', title: t('debit'), width: 130, align: 'right', render: (e) => stack(e, debit), text: (e) => flat(e, debit) },
    { key: 'credit', title: t('credit'), width: 130, align: 'right', render: (e) => stack(e, credit), text: (e) => flat(e, credit) },
    { key: 'memo', title: t('memo'), width: 200, render: (e) => e.memo ?? '' },
    { key: 'postedBy', title: t('by'), width: 110, hidden: true, render: (e) => e.postedBy },
    { key: 'postedAt', title: t('at'), width: 150, sortable: true, render: (e) => <Instant at={e.postedAt} />, text: (e) => e.postedAt },
  ]
  return (
    <>
      <PageHead title={t('menu:books.entries')} hint={t('hint')} />
      <DataTable
        id="entries"
        query={entryList}
        columns={columns}
        defaultSort="-postedAt"
        searchHint={t('search')}
        filters={[{ kind: 'dates', name: 'date', label: t('date'), from: 'from', to: 'to' }]}
        empty={{ title: t('empty'), hint: t('emptyHint') }}
        mobileCard={(e) => (
          <Flex vertical gap={2}>
            <Flex justify="space-between" gap={8}>
              <strong>
                {kind(e)} {document(e)}
              </strong>
              <span className="muted num">{e.date}</span>
            </Flex>
            {e.lines.map((l) => (
              <Flex key={`${l.account} ${e.lines.indexOf(l)}`} justify="space-between" gap={8}>
                <span>{account(l)}</span>
                <span className="num">{debit(l) ? `${t('debit')} ${debit(l)}` : credit(l) ? `${t('credit')} ${credit(l)}` : ''}</span>
              </Flex>
            ))}
          </Flex>
        )}
      />
    </>
  )
}
