import { registry } from "@web/core/registry";

const PATIENCE = 30000;

registry.category("web_tour.tours").add("qb_own_fields", {
    steps: () => [
        { content: "a field has the name that it has in QuickBooks", trigger: ".o_field_widget[name=custom_1_name]:contains(P.O. Number)" },
        { content: "one that it has not is not offered", trigger: ".o_form_view:not(:has(.o_field_widget[name=custom_3_from]))" },
        { content: "templates are Desktop's", trigger: ".o_form_view:not(:has(.o_field_widget[name=template_invoice_id]))" },
        { content: "and that is said", trigger: ".o_form_view:contains(QuickBooks Online lets no other program choose the template)" },
        { content: "a text of one's own", trigger: ".o_field_widget[name=custom_2_text] input", run: "edit Web {order}" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved", timeout: PATIENCE },
    ],
});

registry.category("web_tour.tours").add("qb_desktop_fields", {
    steps: () => [
        { content: "only templates of invoices", trigger: ".o_field_widget[name=template_invoice_id] input", run: "edit Our" },
        { trigger: ".o-autocomplete--dropdown-menu:not(:contains(Our receipt)) .o-autocomplete--dropdown-item:contains(Our invoice)", run: "click" },
        { content: "whose initials they are", trigger: ".o_field_widget[name=sales_rep_id] input", run: "edit RD" },
        { trigger: ".o-autocomplete--dropdown-item:contains(RD Rosa Delgado)", run: "click" },
        { content: "fields of one's own are Online's", trigger: ".o_form_view:not(:has(.o_field_widget[name=custom_1_from]))" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved", timeout: PATIENCE },
    ],
});

registry.category("web_tour.tours").add("qb_other_currency", {
    steps: () => [
        { content: "the name in euros", trigger: ".o_qb_currencies .o_kanban_record:contains(EUR):contains(Linked):contains(Azure Interior (EUR))" },
        { content: "another one", trigger: "button[name=action_qb_other_currency]", run: "click" },
        { trigger: ".modal .o_field_widget[name=currency_id] input", run: "edit GBP" },
        { trigger: ".o-autocomplete--dropdown-item:contains(GBP)", run: "click" },
        { trigger: ".modal button[name=action_create_there]", run: "click" },
        { content: "the policy's name", trigger: ".modal .o_field_widget[name=name] input:value(Azure Interior (GBP))", timeout: PATIENCE },
        { trigger: ".modal .btn-close", run: "click" },
        { content: "forget the first", trigger: "body:not(:has(.modal)) .o_qb_currencies button[name=action_qb_unlink]", run: "click" },
        { trigger: ".modal footer .btn-primary", run: "click" },
        { content: "the plain name stays", trigger: "body:not(:has(.o_qb_currencies .o_kanban_record:contains(EUR))) [name=qb_customer]:contains(Linked)", timeout: PATIENCE },
    ],
});
