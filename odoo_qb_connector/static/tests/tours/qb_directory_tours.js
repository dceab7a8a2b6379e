import { registry } from "@web/core/registry";

// What waits for the queue or for a fresh page takes longer on a busy machine than the ten seconds a step has.
// Longer than the queue may run behind a click (SECONDS in test_directory_browser.py): what QuickBooks puts off goes again
// within that run. Odoo allows no more than a minute.
const PATIENCE = 60000;

const tours = registry.category("web_tour.tours");

/** Addresses that the test knows and the page does not. */
function given() {
    return window.qb_given || {};
}

const goTo = (name) => ({
    content: `open the page ${name}`,
    trigger: "body:not(:has(.modal)) .o_web_client, body:not(:has(.modal)).o_web_client",
    run: () => {
        location.href = given()[name];
    },
    expectUnloadPage: true,
});


tours.add("qb_product", {
    steps: () => [
        { content: "not there yet", trigger: ".o_qb_strip .badge:contains(Not linked)", timeout: PATIENCE },
        { content: "link it", trigger: ".o_qb_strip button[name=action_qb_link_wizard]", run: "click" },
        { content: "type", trigger: ".modal .o_qb_entry_name input", run: "edit Oak" },
        { content: "the list knows it, with its SKU", trigger: ".o-autocomplete--dropdown-item:contains(Chair of Oak)", run: "click" },
        { trigger: ".modal .o_qb_entry_name input:value(Chair of Oak)" },
        { trigger: ".modal button[name=action_link]", run: "click" },
        { content: "linked at once", trigger: "body:not(:has(.modal)) .o_qb_strip .badge:contains(/^Linked$/)", timeout: PATIENCE },
        { content: "as what", trigger: ".o_qb_strip [name=qb_number]:contains(Chair of Oak)" },
        { content: "unlink it", trigger: ".o_qb_strip button[name=action_qb_unlink]", run: "click" },
        { content: "what that means", trigger: ".modal:contains(Nothing is deleted in QuickBooks)" },
        { trigger: ".modal .btn-primary:contains(Unlink)", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_qb_strip .badge:contains(Not linked)", timeout: PATIENCE },
        { content: "create it", trigger: ".o_qb_strip button[name=action_qb_create_wizard]", run: "click" },
        { content: "the proposal, changed", trigger: ".modal .o_qb_entry_name input:value(Chair)", run: "edit Chair of the Tour" },
        { trigger: ".modal button[name=action_create]", run: "click" },
        { content: "it lacks an account", trigger: ".modal .alert-danger:contains(account)", timeout: PATIENCE },
        { trigger: ".modal footer button:contains(Cancel)", run: "click" },
        { content: "the form says so too", trigger: "body:not(:has(.modal)) .o_qb_strip .alert-danger:contains(account)", timeout: PATIENCE },
        { content: "and has the way out", trigger: ".o_qb_strip button[name=action_qb_create_account]", run: "click" },
        { content: "what will be created", trigger: ".modal [name=account_type]:contains(Income)" },
        { trigger: ".modal button[name=action_create_there]", run: "click" },
        {
            content: "the account is there, and the product went by itself",
            trigger: "body:not(:has(.modal)) .o_qb_strip .badge:contains(/^Linked$/)",
            timeout: PATIENCE,
        },
        { trigger: ".o_qb_strip [name=qb_number]:contains(Chair of the Tour)" },
    ],
});

tours.add("qb_connection_policies", {
    steps: () => [
        { trigger: ".o_notebook a[name=policies]", run: "click", timeout: PATIENCE },
        { content: "who keeps stock is fixed", trigger: ".o_field_widget[name=stock_keeper] input[disabled]" },
        { trigger: "button[name=action_change_stock_keeper]", run: "click" },
        { content: "what becomes of what is linked", trigger: ".modal:contains(From now on QuickBooks keeps stock):contains(linked already: 1)" },
        { content: "counted from", trigger: ".modal [name=stock_from] input", run: "edit 03/01/2026" },
        { trigger: ".modal button[name=action_change]", run: "click" },
        {
            content: "changed, and what is to be adjusted there",
            trigger: "body:not(:has(.modal)) .o_form_view .alert-warning:contains(What to adjust in QuickBooks)",
            timeout: PATIENCE,
        },
        {
            content: "an account for it",
            trigger: "div:has(> .o_field_widget[name=asset_account_id]) > button[name=action_create_account]",
            run: "click",
        },
        { content: "detail type of QuickBooks", trigger: ".modal [name=detail_type]:contains(Inventory)" },
        { content: "under its own name", trigger: ".modal [name=name] input", run: "edit Stock of the Tour" },
        { trigger: ".modal button[name=action_create_there]", run: "click" },
        {
            content: "it is used from now on",
            trigger: "body:not(:has(.modal)) .o_form_view [name=made_accounts]:contains(Stock of the Tour)",
            timeout: PATIENCE,
        },
        { content: "import", trigger: ".o_notebook a[name=import]", run: "click" },
        { trigger: "button[name=action_import]:contains(Import Vendors)", run: "click" },
        { content: "by name", trigger: ".modal [name=scope] .o_radio_item:contains(By exact name) input", run: "click" },
        { trigger: ".modal [name=names] textarea", run: (helpers) => helpers.edit("Bay Timber\nNobody of Nowhere") },
        { trigger: ".modal button[name=action_import]", run: "click" },
        { content: "done", trigger: ".o_arrow_button_current[data-value=done]", timeout: PATIENCE },
        { content: "one was made", trigger: ".o_field_widget[name=created_count]:contains(/^1$/)" },
        { content: "one is not there", trigger: ".o_field_widget[name=left_out_count]:contains(/^1$/)" },
        { trigger: ".btn-link[name=action_open_lines]", run: "click" },
        { content: "by result", trigger: ".o_list_view .o_group_name:contains(Left Out)", run: "click" },
        { content: "and why", trigger: ".o_data_row:contains(Nobody of Nowhere)" },
    ],
});

tours.add("qb_many_and_broken", {
    steps: () => [
        { content: "as a list", trigger: ".o_switch_view.o_list", run: "click", timeout: PATIENCE },
        ...["First", "Second", "Third"].map((which) => ({
            content: `select ${which}`,
            trigger: `.o_data_row:contains(${which} of the Tour) .o_list_record_selector input`,
            run: "click",
        })),
        { trigger: ".o_control_panel .o_cp_action_menus button:contains(Actions)", run: "click" },
        { trigger: ".o-dropdown-item:contains(/^Link in QuickBooks/)", run: "click" },
        { content: "nothing is created", trigger: ".modal:contains(Nothing is created there)" },
        { content: "as vendors", trigger: ".modal [name=role] .o_radio_item:contains(Vendors) input", run: "click" },
        { trigger: ".modal button[name=action_start]:contains(/^Link$/)", run: "click" },
        { content: "over", trigger: ".o_form_view .text-bg-success:contains(2 done)", timeout: PATIENCE },
        { content: "one is not there", trigger: ".text-bg-danger:contains(1 not done)" },
        {
            content: "and why",
            trigger: ".o_data_row:contains(Third of the Tour):contains(QuickBooks has no vendor “Third of the Tour”)",
        },
        goTo("broken"),
        {
            content: "merged there",
            trigger: ".o_qb_strip:contains(was merged into Azure Group in QuickBooks)",
            timeout: PATIENCE,
        },
        { content: "first click", trigger: ".o_qb_strip button[name=action_qb_relink]:contains(Relink to Azure Group)", run: "click" },
        { content: "second click", trigger: ".modal footer .btn-primary", run: "click" },
        {
            content: "whole again",
            trigger: "body:not(:has(.modal)) .o_qb_role[name=qb_customer]:contains(Linked):contains(Azure Group)",
            timeout: PATIENCE,
        },
        { trigger: "body:not(:has(button[name=action_qb_relink]:visible))" },
        goTo("channels"),
        {
            content: "the channel's customer",
            trigger: ".o_data_row:contains(Amazon US) button[name=action_create_customer]",
            run: "click",
            timeout: PATIENCE,
        },
        { content: "called as the team", trigger: ".modal [name=name] input:value(Amazon US)", run: "edit Amazon of the Tour" },
        { trigger: ".modal button[name=action_create]", run: "click" },
        {
            content: "there",
            trigger: "body:not(:has(.modal)) .o_data_row [name=customer_state]:contains(Amazon of the Tour)",
            timeout: PATIENCE,
        },
    ],
});
