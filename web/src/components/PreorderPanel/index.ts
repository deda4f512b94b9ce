export { PreorderPanel } from './PreorderPanel'
export { PayTag, UploadTag } from './PreorderTags'
export { RefusalView } from './RefusalView'
