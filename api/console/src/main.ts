import { createPinia } from 'pinia'
import { createApp } from 'vue'
import 'element-plus/theme-chalk/base.css'
import 'element-plus/theme-chalk/el-message.css'
import 'element-plus/theme-chalk/el-message-box.css'
import './shell/theme/tokens.css'
import './shell/theme/base.css'
import './shell/theme/large.css'
import './shell/large'
import App from './shell/App.vue'
import { keepOffline } from './shell/offline'
import { router } from './shell/router'
import { keepTitle } from './shell/title'
import { i18n } from './messages'

createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')
keepTitle()
void keepOffline()
