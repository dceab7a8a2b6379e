import { registry } from "@web/core/registry";

const PATIENCE = 30000;

registry.category("web_tour.tours").add("qb_open_balance", {
    steps: () => [
        { content: "choose a customer", trigger: ".o_field_widget[name=partner_id] input", run: "edit Azure Inter" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Azure Interior)", run: "click" },
        { content: "the form does not wait", trigger: ".o_qb_open_balance:contains(unknown: QuickBooks is being asked)" },
        {
            content: "the balance comes by itself, with its age",
            trigger: ".o_qb_open_balance:contains(108.00 USD, read just now)",
            timeout: PATIENCE,
        },
        { content: "another customer is not linked", trigger: ".o_field_widget[name=partner_id] input", run: "edit Gemini of" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Gemini of the tour)", run: "click" },
        { trigger: ".o_qb_open_balance:contains(unknown: this customer is not linked to QuickBooks.)" },
        { content: "leave it", trigger: ".o_form_button_cancel", run: "click" },
    ],
});

registry.category("web_tour.tours").add("qb_strict_refusal", {
    steps: () => [
        { content: "a new customer", trigger: ".o_field_widget[name=name] textarea, .o_field_widget[name=name] input", run: "edit Gemini" },
        { content: "save", trigger: ".o_form_button_save", run: "click" },
        {
            content: "not saved, and why",
            trigger: ".modal:contains(“Gemini” is not saved, because QuickBooks would refuse it.):contains(It has a vendor “Gemini” already)",
            timeout: PATIENCE,
        },
        { content: "understood", trigger: ".modal footer button.btn-primary", run: "click" },
        { content: "under another name", trigger: ".o_field_widget[name=name] textarea, .o_field_widget[name=name] input", run: "edit Gemini North" },
        { content: "save again", trigger: ".o_form_button_save", run: "click" },
        { content: "saved and queued", trigger: ".o_qb_strip .badge:contains(Waiting)", timeout: PATIENCE },
    ],
});

registry.category("web_tour.tours").add("qb_stock_keeper_dialog", {
    steps: () => [
        { trigger: ".o_notebook .nav-link[name=policies]", run: "click" },
        { trigger: "button[name=action_change_stock_keeper]", run: "click" },
        {
            content: "the date waits for a person before it opens its calendar",
            trigger: ".modal .o_form_view [name=stock_from] input",
            async run() {
                await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
                if (document.querySelector(".o_datetime_picker")) {
                    throw new Error("the calendar opened by itself");
                }
            },
        },
        { trigger: ".modal button:contains(Leave It)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
