import { Component } from "@odoo/owl";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * A name in QuickBooks, with suggestions from the list that was read last while one types. Any text may be entered: the
 * list may be of yesterday.
 *
 * The record says where to look: connection_id and qb_type.
 */
export class EntryName extends Component {
    static template = "odoo_qb_connector.EntryName";
    static components = { AutoComplete };
    static props = { ...standardFieldProps, placeholder: { type: String, optional: true } };

    setup() {
        this.orm = useService("orm");
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    get sources() {
        return [{ options: (typed) => this.suggestions(typed), optionSlot: "option" }];
    }

    async suggestions(typed) {
        const { connection_id: connection, qb_type: type } = this.props.record.data;
        const found = await this.orm.call("qb.entry", "suggest", [connection.id, type, typed]);
        return found.map(({ name, number, active }) => ({
            label: name,
            data: { details: [number, active ? "" : _t("inactive")].filter(Boolean).join(" · ") },
            onSelect: () => this.change(name),
        }));
    }

    change(value) {
        return this.props.record.update({ [this.props.name]: value.trim() });
    }
}

registry.category("fields").add("qb_entry_name", {
    component: EntryName,
    supportedTypes: ["char"],
    extractProps: ({ attrs }) => ({ placeholder: attrs.placeholder }),
});
