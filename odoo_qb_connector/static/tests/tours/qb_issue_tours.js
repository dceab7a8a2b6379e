import { registry } from "@web/core/registry";

const PATIENCE = 30000;

registry.category("web_tour.tours").add("qb_issue_charge", {
    steps: () => [
        { content: "one card", trigger: ".o_data_row:contains(Other charges):contains(2 documents) .o_data_cell", run: "click" },
        { content: "its button", trigger: "button[name=action_fix]:contains(Choose the Product)", run: "click" },
        { trigger: ".modal .o_field_widget[name=entry_id] input", run: "edit Assembly of" },
        { trigger: ".o-autocomplete--dropdown-item:contains(Assembly of the tour)", run: "click" },
        { content: "save the row", trigger: ".modal .o_form_button_save", run: "click" },
        {
            content: "all of it goes, and the form knows",
            trigger: ".o_form_view .alert:contains(All of it is on its way again)",
            timeout: PATIENCE,
        },
    ],
});

/** `window.qb_hover` is the sentence that the badge of the one problem in the list has to say. */
registry.category("web_tour.tours").add("qb_issue_hover", {
    steps: () => [
        {
            content: "the badge says why when the pointer rests on it",
            trigger: ".o_data_row td[name=qb_state] .badge:contains(Problem)",
            timeout: PATIENCE,
            run() {
                if (this.anchor.title !== window.qb_hover) {
                    throw new Error(`The badge says “${this.anchor.title}” instead of “${window.qb_hover}”.`);
                }
            },
        },
    ],
});
