import antd from 'antd/es/locale/en_US'

const files = import.meta.glob<object>('./*.json', { eager: true, import: 'default' })

/** The texts of this language by feature, which is also the namespace. */
export const resources = Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.slice(2, -5), texts]))
export { antd }
