// SPDX-License-Identifier: Apache-2.0
import {loadEngine} from "#engine";

import "./page/styles/tokens.css";
import "./page/styles/base.css";
import "./page/styles/shell.css";
import "./page/styles/listen.css";
import "./page/styles/levels.css";
import "./page/styles/audiogram.css";
import {AboutPlace} from "./page/about/about_place";
import {app} from "./page/app";
import {AudiogramPlace} from "./page/audiogram/audiogram_place";
import {Dock} from "./page/dock";
import {follow_drops} from "./page/drop";
import {choose_language} from "./page/i18n";
import {follow_keys} from "./page/keys";
import {ListenPlace} from "./page/listen/listen_place";
import {keep_offline} from "./page/offline";
import {Shell} from "./page/shell";

choose_language(app.prefs.language);
customElements.define("oto-dock", Dock);
customElements.define("oto-listen", ListenPlace);
customElements.define("oto-audiogram", AudiogramPlace);
customElements.define("oto-about", AboutPlace);
customElements.define("oto-shell", Shell);
document.body.append(document.createElement("oto-shell"));
follow_keys();
follow_drops();
void app.start(loadEngine);
keep_offline();
