import antd from 'antd/es/locale/zh_CN'
import 'dayjs/locale/zh-cn'
import common from './common.json'
import menu from './menu.json'

/** What the frame shows; each page loads the texts of its feature. */
export const resources = { common, menu }
export { antd }
