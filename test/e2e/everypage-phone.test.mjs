import { everyPage } from './everypage.mjs'

everyPage('phone')
