import { PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Divider, Select, type SelectProps } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDebounced } from '@/hooks/useDebounced'

/** Where the things to choose from come from. Each feature that owns a thing exports one. */
export interface EntitySource<T extends { id: string }> {
  /** First part of the query key: the thing's own, so that writes to it refresh the choice. */
  name: string
  /** The best matches for what was typed; the first ones when nothing was. */
  search: (q: string, signal: AbortSignal) => Promise<T[]>
  /** One by id, for a value that no search has brought; not needed where it is always at hand (`item`). */
  get?: (id: string, signal: AbortSignal) => Promise<T>
  label: (item: T) => string
  /** A second line in the list: code, spec, phone. */
  hint?: (item: T) => ReactNode
}

interface Props<T extends { id: string }> extends Omit<SelectProps<string>, 'options' | 'value' | 'onChange' | 'onSearch' | 'loading' | 'showSearch' | 'mode'> {
  source: EntitySource<T>
  value?: string
  onChange?: (id: string | undefined, item: T | undefined) => void
  /** The chosen one where the caller has it at hand, so that it need not be read. */
  item?: T
  /** Makes a new one from what was typed (opens a drawer); its promise answers with it, or undefined when given up. */
  onCreate?: (typed: string) => Promise<T | undefined>
  createText?: string
}

/** Chooses one thing of the server's: type to search, arrows and Enter to take. */
export function EntitySelect<T extends { id: string }>({ source, value, onChange, item, onCreate, createText, ...rest }: Props<T>) {
  const { t } = useTranslation('common')
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const latest = useRef('')
  const type = (text: string) => {
    latest.current = text.trim()
    setTyped(text)
  }
  const [open, setOpen] = useState(false)
  const q = useDebounced(typed.trim(), 200)
  const found = useQuery<T[]>({
    queryKey: [source.name, 'choice', q],
    queryFn: ({ signal }) => source.search(q, signal),
    enabled: open,
    staleTime: 30_000,
    placeholderData: keepPreviousData,
  })
  const inList = found.data?.some((x) => x.id === value) ?? false
  const chosen = useQuery<T>({
    queryKey: [source.name, 'chosen', value],
    queryFn: ({ signal }) => source.get?.(value ?? '', signal) ?? Promise.reject(new Error(`no way to read one ${source.name}`)),
    enabled: source.get !== undefined && value !== undefined && value !== '' && !inList && item?.id !== value,
    staleTime: 60_000,
  })
  const items = [...(found.data ?? [])]
  const atHand = item?.id === value ? item : chosen.data?.id === value ? chosen.data : undefined
  if (atHand && !inList && !open) items.unshift(atHand)
  const known = items.find((x) => x.id === value) ?? atHand

  // A list of another length marks its first choice a moment after it is drawn. Until then Enter would take whatever stands where the old mark was, mostly nothing.
  const [markedLength, setMarkedLength] = useState(0)
  const unmarked = items.length !== markedLength
  // What is listed may still belong to what was typed before. An Enter in that time (a scanner's comes at once) means the best match of what was typed,
  // not the first of the old list.
  const stale = open && (typed.trim() !== q || found.isPlaceholderData || found.isPending || unmarked)
  const takeBest = async () => {
    const text = typed.trim()
    const best = (await client.fetchQuery({ queryKey: [source.name, 'choice', text], queryFn: ({ signal }) => source.search(text, signal), staleTime: 30_000 }).catch(() => []))[0]
    // Typed on meanwhile, or gone away: what was asked for is not wanted any more.
    if (!best || latest.current !== text) return
    type('')
    setOpen(false)
    onChange?.(best.id, best)
  }

  return (
    <Select<{ value: string; label?: ReactNode }>
      allowClear
      placeholder={t('select.placeholder')}
      style={{ width: '100%' }}
      {...(rest as object)}
      labelInValue
      // Null and not undefined, with which the field would keep what was chosen last.
      value={value ? { value, label: known ? source.label(known) : '…' } : null}
      open={open}
      onOpenChange={(o) => {
        setOpen(o)
        if (!o) type('')
      }}
      showSearch={{ filterOption: false, onSearch: type, searchValue: typed }}
      loading={found.isFetching}
      notFoundContent={found.isFetching ? t('select.loading') : t('select.none')}
      onActive={() => setMarkedLength(items.length)}
      options={items.map((x) => ({ value: x.id, label: source.label(x), item: x }))}
      onInputKeyDown={(e) => {
        if (e.key !== 'Enter' || !stale || typed.trim() === '' || e.nativeEvent.isComposing) return
        e.preventDefault()
        e.stopPropagation()
        void takeBest()
      }}
      optionRender={(o) => {
        const hint = source.hint?.((o.data as { item: T }).item)
        return (
          <>
            <div>{o.label}</div>
            {hint && <div className="muted" style={{ fontSize: 12, whiteSpace: 'normal' }}>{hint}</div>}
          </>
        )
      }}
      onChange={(v) => onChange?.(v?.value, v ? items.find((x) => x.id === v.value) : undefined)}
      popupRender={(list) => (
        <>
          {list}
          {onCreate && (
            <>
              <Divider style={{ margin: '4px 0' }} />
              <Button
                type="link"
                block
                icon={<PlusOutlined />}
                onMouseDown={(e) => e.preventDefault()}
                onClick={async () => {
                  setOpen(false)
                  const made = await onCreate(typed.trim())
                  if (made) onChange?.(made.id, made)
                }}
              >
                {createText ?? t('action.create')}
                {typed.trim() && `“${typed.trim()}”`}
              </Button>
            </>
          )}
        </>
      )}
    />
  )
}
