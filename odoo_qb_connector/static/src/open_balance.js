import { Component, onWillUnmount, status, useState, xml } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const AGAIN = 5000;
const MOST_TIMES = 4;

/**
 * The customer's open balance in QuickBooks. It is asked for beside the form, which never waits for it; what is being read
 * anew is asked for again after some seconds.
 */
export class OpenBalance extends Component {
    static template = xml`
        <span t-if="state.text" class="o_qb_open_balance small" t-att-class="{ 'text-muted': !state.known }">
            <span class="text-muted me-2" t-esc="label" /><t t-esc="state.text" />
        </span>`;
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ text: "", known: false });
        this.label = _t("Open balance in QuickBooks");
        useRecordObserver((record) => this.follow(record));
        onWillUnmount(() => clearTimeout(this.timer));
    }

    /** Whose balance the form shows; asked for when that changes. Nothing is awaited: the form comes first. */
    follow(record) {
        const call = this.callFor(record);
        const key = JSON.stringify(call);
        if (key === this.key) {
            return;
        }
        this.key = key;
        clearTimeout(this.timer);
        Object.assign(this.state, { text: "", known: false });
        if (call) {
            this.ask(call, key, 1);
        }
    }

    callFor({ resModel, resId, data }) {
        if (resModel === "res.partner") {
            return resId ? [resModel, "qb_open_balance", [resId]] : null;
        }
        const [partner, team, company] = [data.partner_id, data.team_id, data.company_id].map((one) => one && one.id);
        return partner ? [resModel, "qb_open_balance", [partner, team || false, company || false]] : null;
    }

    async ask(call, key, times) {
        let answer;
        try {
            answer = await this.orm.silent.call(...call);
        } catch {
            // An order is written without it all the same.
            return;
        }
        if (this.key !== key || status(this) === "destroyed") {
            return;
        }
        Object.assign(this.state, answer || { text: "", known: false });
        if (answer && answer.busy && times < MOST_TIMES) {
            this.timer = setTimeout(() => this.ask(call, key, times + 1), AGAIN);
        }
    }
}

registry.category("view_widgets").add("qb_open_balance", { component: OpenBalance });
registry.category("view_widgets").add("qb_open_balance_of_order", {
    component: OpenBalance,
    fieldDependencies: [
        { name: "partner_id", type: "many2one" },
        { name: "team_id", type: "many2one" },
        { name: "company_id", type: "many2one" },
    ],
});
