import { everyPage } from './everypage.mjs'

everyPage('desktop')
