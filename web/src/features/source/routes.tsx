import { ApartmentOutlined, OrderedListOutlined } from '@ant-design/icons'
import type { Feature } from '@/lib/feature'

export default {
  pages: [
    { path: '/sources', permission: 'source.read', load: () => import('./pages/SourcesPage') },
    { path: '/sources/$id', permission: 'source.read', load: () => import('./pages/SkuSourcesPage') },
    { path: '/match-runs', permission: 'source.read', module: 'buy1688', load: () => import('./pages/RunsPage') },
    { path: '/match-runs/$id', permission: 'source.read', module: 'buy1688', load: () => import('./pages/RunPage') },
  ],
  menu: [
    { group: 'purchase', label: 'menu:source.list', path: '/sources', icon: <ApartmentOutlined />, order: 30, permission: 'source.read' },
    { group: 'purchase', label: 'menu:source.runs', path: '/match-runs', icon: <OrderedListOutlined />, order: 40, permission: 'source.read', module: 'buy1688' },
  ],
  sections: [{ page: 'purchase-line', order: 10, permission: 'source.read', load: () => import('./LineSource') }],
} satisfies Feature
