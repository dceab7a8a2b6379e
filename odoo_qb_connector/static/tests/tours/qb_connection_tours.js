import { registry } from "@web/core/registry";

// What needs a page of another server and a fresh page of Odoo takes longer on a busy machine than the ten seconds a step has.
const PATIENCE = 50000;

const field = (name) => `.o_form_view .o_field_widget[name=${name}]`;

/** What the test knows and the page does not: address and keys of the running simulator. */
function given() {
    return window.qb_given || {};
}

registry.category("web_tour.tours").add("qb_connect", {
    steps: () => [
        { content: "a first connection", trigger: ".o_list_button_add", run: "click" },
        { content: "named", trigger: `${field("name")} input`, run: "edit Books of the tour" },
        { content: "not Intuit's own server", trigger: `${field("environment")} input`, run: "click" },
        { trigger: ".o_select_menu_item:contains(Own address)", run: "click" },
        { trigger: `${field("api_base")} input`, run: `edit ${given().api_base}` },
        { trigger: `${field("discovery_url")} input`, run: `edit ${given().discovery}` },
        { content: "the keys, pasted", trigger: `${field("client_id")} input`, run: `edit ${given().client_id}` },
        { trigger: `${field("client_secret")} input`, run: `edit ${given().client_secret}` },
        {
            content: "leave for QuickBooks, where the test's hand consents",
            trigger: "button[name=action_connect]:contains(Connect)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "back on the form",
            trigger: ".o_statusbar_status .o_arrow_button_current[data-value=connected]:contains(Connected)",
            timeout: PATIENCE,
        },
        { content: "with the company's name", trigger: `${field("qb_company_name")}:contains(${given().company})` },
        { content: "the keys are kept", trigger: ".o_notebook a[name=advanced]", run: "click" },
        { trigger: `${field("client_id")} input:value(${given().client_id})` },
        {
            content: "and the secret does not come back",
            trigger: `${field("client_secret")} input`,
            run() {
                if (this.anchor.value) {
                    throw new Error("The stored secret is on the page.");
                }
            },
        },
    ],
});

registry.category("web_tour.tours").add("qb_connect_refused", {
    steps: () => [
        {
            content: "leave for QuickBooks, where the test's hand cancels",
            trigger: "button[name=action_connect]:contains(Connect)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "said in words",
            trigger: ".card p:contains(QuickBooks was told not to give access. Nothing was changed.)",
            timeout: PATIENCE,
        },
        { trigger: "a:contains(Back to the Connection)", run: "click", expectUnloadPage: true },
        { content: "nothing has changed", trigger: "button[name=action_connect]:contains(Connect)", timeout: PATIENCE },
        { trigger: ".o_statusbar_status .o_arrow_button_current[data-value=new]:contains(Not connected yet)" },
    ],
});
