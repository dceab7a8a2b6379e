"""Where Intuit sends the browser back to after a person consented, or did not (spec qbo 4.2)."""

from odoo.http import Controller, request, route

from ..models.qb_connection_sign_in import CALLBACK, SignInRefused

LIST = "/odoo/quickbooks-connections"
FORM = LIST + "/%d"


class QbOAuth(Controller):
    @route(CALLBACK, type="http", auth="user", methods=["GET"])
    def callback(self, **params):
        """Connect and open the connection, or say on a page why not. Nothing from the address bar is shown or
        logged."""
        connections = request.env["qb.connection"]
        try:
            connection, redirect = connections._signed_in(request.session, params)
            connection._sign_in(params["code"], params["realmId"], redirect)
        except SignInRefused as refusal:
            return self._refused(refusal)
        return request.redirect(FORM % connection.id)

    @route("/qb/oauth/another/<int:connection_id>", type="http", auth="user", methods=["POST"])
    def another(self, connection_id):
        """The offer after consent for another company: a new connection for it."""
        connection = request.env["qb.connection"].browse(connection_id)
        connection.check_access("write")
        return request.redirect(FORM % connection._another().id)

    def _refused(self, refusal):
        env = request.env
        connection = refusal.connection if refusal.connection is not None else env["qb.connection"]
        values = {
            "words": connection._words(refusal.problem, refusal.values),
            "detail": refusal.detail,
            "connection": connection,
            "form": FORM % connection.id if connection else LIST,
            "back": env._("Back to the Connection") if connection else env._("Back to the Connections"),
            "offers_another": refusal.problem == "other_company" and connection.offers_another,
        }
        return request.render("odoo_qb_connector.sign_in_refused", values, status=403)
