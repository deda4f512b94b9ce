import { useQuery } from '@tanstack/react-query'
import { Checkbox, Flex, Skeleton } from 'antd'
import { useTranslation } from 'react-i18next'
import { toProblem } from '@/api/problem'
import { ProblemView } from '@/components/ProblemView'
import { permissionsQuery } from '@/hooks/permissions'
import './PermissionPicker.css'

interface Props {
  value?: string[]
  onChange?: (codes: string[]) => void
  disabled?: boolean
  /** Offers these only: nobody gives what they do not hold. */
  among?: string[]
}

/** Permissions by group, each group checkable as a whole. */
export function PermissionPicker({ value = [], onChange, disabled, among }: Props) {
  // Loaded with the first picker: the names of the groups are needed nowhere else.
  const { t, i18n, ready } = useTranslation('permission', { useSuspense: false })
  const { data, isPending, error, refetch } = useQuery(permissionsQuery)
  if (isPending || !ready) return <Skeleton active />
  if (error) return <ProblemView problem={toProblem(error)} onRetry={() => void refetch()} />
  const groups = new Map<string, typeof data.items>()
  for (const p of data.items) if (!among || among.includes(p.key)) groups.set(p.group, [...(groups.get(p.group) ?? []), p])
  const chosen = new Set(value)

  const set = (codes: string[], on: boolean) => {
    const next = new Set(chosen)
    for (const c of codes) {
      if (on) next.add(c)
      else next.delete(c)
    }
    onChange?.([...next])
  }

  return (
    <div className="permission-groups">
      {[...groups].map(([group, items]) => {
        const codes = items.map((p) => p.key)
        const count = codes.filter((c) => chosen.has(c)).length
        return (
          <fieldset key={group}>
            <legend>
              <Checkbox disabled={disabled} checked={count === codes.length} indeterminate={count > 0 && count < codes.length} onChange={(e) => set(codes, e.target.checked)}>
                <strong>{t(`group.${group}`, { defaultValue: group })}</strong>
              </Checkbox>
            </legend>
            <Flex vertical gap={2}>
              {items.map((p) => (
                <Checkbox key={p.key} disabled={disabled} checked={chosen.has(p.key)} onChange={(e) => set([p.key], e.target.checked)}>
                  {i18n.language === 'zh-CN' ? p.nameZh : p.nameEn}
                </Checkbox>
              ))}
            </Flex>
          </fieldset>
        )
      })}
    </div>
  )
}
