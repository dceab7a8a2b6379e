import { xml } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { BadgeField, badgeField } from "@web/views/fields/badge/badge_field";

/** The badge of a list, with what stands on the record's form as hover: the error, or why it waits. */
export class StateBadge extends BadgeField {
    static template = xml`
        <span
            t-if="props.record.data[props.name]"
            class="badge rounded-pill"
            t-att-class="badgeClass"
            t-att-title="props.record.data.qb_message || undefined"
            t-esc="formattedValue"
        />`;
}

registry.category("fields").add("qb_state_badge", {
    ...badgeField,
    component: StateBadge,
    fieldDependencies: [{ name: "qb_message", type: "char" }],
});
