import { registry } from "@web/core/registry";

/**
 * After Send Now: the wish was written and, once that was committed, sent. Say what came of it and show it on the form.
 * What is still on its way says so; the badge on the form follows by itself.
 */
async function showResult(env, action) {
    const ids = action.params.operation_ids;
    const { type, message } = await env.services.orm.call("qb.operation", "result_for_user", [ids]);
    env.services.notification.add(message, { type, sticky: type === "danger" });
    return { type: "ir.actions.client", tag: "soft_reload" };
}

registry.category("actions").add("qb_show_result", showResult);
