import { registry } from "@web/core/registry";

const role = (name) => `.o_qb_role[name=${name}]`;

registry.category("web_tour.tours").add("qb_link", {
    steps: () => [
        { content: "neither customer nor vendor yet", trigger: `${role("qb_customer")} .badge:contains(Not linked)` },
        { trigger: `${role("qb_vendor")} .badge:contains(Not linked)` },
        { content: "link it", trigger: `${role("qb_customer")} button[name=action_qb_link_wizard]`, run: "click" },
        { content: "type", trigger: ".modal .o_qb_entry_name input", run: "edit Oak" },
        { content: "choose a suggestion", trigger: ".o-autocomplete--dropdown-item:contains(Azure of Oakland)", run: "click" },
        { content: "it was taken over", trigger: ".modal .o_qb_entry_name input:value(Azure of Oakland)" },
        { trigger: ".modal button[name=action_link]", run: "click" },
        { content: "linked at once", trigger: `${role("qb_customer")} .badge:contains(Linked)` },
        { trigger: `body:not(:has(.modal)) ${role("qb_customer")} button[name=action_qb_open]:contains(Azure of Oakland)` },
        { content: "unlink it", trigger: `${role("qb_customer")} button[name=action_qb_unlink]`, run: "click" },
        { content: "nothing is deleted there", trigger: ".modal:contains(Nothing is deleted in QuickBooks)" },
        { trigger: ".modal .btn-primary:contains(Unlink)", run: "click" },
        { content: "a name that is not there", trigger: `${role("qb_customer")} .badge:contains(Not linked)` },
        { trigger: `${role("qb_customer")} button[name=action_qb_link_wizard]`, run: "click" },
        { trigger: ".modal .o_qb_entry_name input", run: "edit Nobody of Nowhere" },
        { trigger: ".modal button[name=action_link]", run: "click" },
        { content: "said in the dialog", trigger: ".modal .alert-danger:contains(QuickBooks has no customer “Nobody of Nowhere”)" },
        { content: "the way out", trigger: ".modal button[name=action_other_mode]:contains(Create and Link)", run: "click" },
        { content: "the other dialog took its place", trigger: ".modal button[name=action_create]" },
        { content: "the name stays", trigger: ".modal .o_qb_entry_name input:value(Nobody of Nowhere)" },
        { trigger: ".modal .o_qb_entry_name input", run: "edit Azure of the Tour" },
        { trigger: ".modal button[name=action_create]", run: "click" },
        { content: "created and linked", trigger: `${role("qb_customer")} button[name=action_qb_open]:contains(Azure of the Tour)` },
        { trigger: "body:not(:has(.modal))" },
    ],
});
