import { Skeleton } from 'antd'

/** Stands in while a page's code is on its way. */
export function PageSkeleton() {
  return (
    <div style={{ padding: 16 }}>
      <Skeleton active title={{ width: 180 }} paragraph={{ rows: 8 }} />
    </div>
  )
}
