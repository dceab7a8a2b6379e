import { Component, onMounted, onWillUnmount, useExternalListener, xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const SECOND = 1000;

/**
 * Reads the record of an open form again every few seconds, so that it shows by itself what the server learns meanwhile.
 * It stays quiet while the page is hidden and while something is being changed on it.
 */
export class RefreshWhileOpen extends Component {
    static template = xml`<span class="d-none" t-att-data-seconds="props.seconds" />`;
    static props = { ...standardWidgetProps, seconds: Number };

    setup() {
        onMounted(() => {
            this.timer = setInterval(() => this.refresh(), this.props.seconds * SECOND);
        });
        onWillUnmount(() => clearInterval(this.timer));
        useExternalListener(document, "input", (event) => {
            this.typedInto = event.target;
        });
    }

    async refresh() {
        const { record } = this.props;
        if (this.isBusy || document.hidden || record.isNew || this.isTyping() || record.dirty) {
            return;
        }
        this.isBusy = true;
        try {
            await record.load();
        } catch {
            // The server is away or restarts: the next look is near, and nothing was asked for that could be lost.
        } finally {
            this.isBusy = false;
        }
    }

    /** What is being typed reaches the record only when its field is left. */
    isTyping() {
        return Boolean(this.typedInto) && this.typedInto === document.activeElement;
    }
}

registry.category("view_widgets").add("qb_refresh", {
    component: RefreshWhileOpen,
    extractProps: ({ attrs }) => ({ seconds: Number(attrs.seconds) || 5 }),
});
