// Generated from docs/api/openapi.json by "npm run gen". Do not edit.
export interface paths {
    "/api/v1/account-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an account set
         * @description The person becomes its owner. Units, attributes, price levels, a warehouse and the chart of accounts come with it.
         */
        post: operations["create-account-set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List attributes with their values */
        get: operations["list-attributes"];
        put?: never;
        /** Add an attribute, or values to one */
        post: operations["create-attribute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attributes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Rename an attribute; rename, order, add and remove its values
         * @description The values are those sent, in that order. A value that SKUs have cannot be removed.
         */
        put: operations["update-attribute"];
        post?: never;
        /** Delete an attribute no product has */
        delete: operations["delete-attribute"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search the audit log
         * @description Costs need cost.see.
         */
        get: operations["list-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyer-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List buyer-accounts */
        get: operations["list-buyer-accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyer-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a buyer account */
        get: operations["get-buyer-account"];
        /** Rename, enable or disable a buyer account */
        put: operations["update-buyer-account"];
        post?: never;
        /**
         * Remove a buyer account
         * @description Its tokens are forgotten, unless the account is a shop too; documents stay.
         */
        delete: operations["remove-buyer-account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyer-accounts/{id}/actions/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask 1688 whether the authorisation works
         * @description 店铺验权: refreshes the token when it does not work.
         */
        post: operations["verify-buyer-account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyer-accounts/{id}/examination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Examine the authorisation and what the account may call
         * @description Asks 1688 a few things; nothing is changed there. A token near its end is refreshed as for any call.
         */
        get: operations["examine-buyer-account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyer-accounts/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a buyer account
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-buyer-account-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyer-accounts/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what happened to a buyer account */
        get: operations["list-buyer-account-log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buyer-accounts/authorizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin the authorisation of a buyer account
         * @description The owner opens the address in a browser signed in as the same person. Authorising an account again renews it.
         */
        post: operations["authorize-buyer-account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the category tree */
        get: operations["list-categories"];
        put?: never;
        /** Add a category */
        post: operations["create-category"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename or move a category */
        put: operations["update-category"];
        post?: never;
        /** Delete a category that is empty */
        delete: operations["delete-category"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List customers */
        get: operations["list-customers"];
        put?: never;
        /** Add a customer */
        post: operations["create-customer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a customer */
        get: operations["get-customer"];
        /** Change a customer */
        put: operations["update-customer"];
        post?: never;
        /** Delete a customer that nothing refers to */
        delete: operations["delete-customer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a customer
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-customer-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/last-prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the customer paid last for SKUs */
        get: operations["list-last-prices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a customer's statement and ageing */
        get: operations["get-customer-statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/actions/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Activate customers */
        post: operations["activate-customers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/actions/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deactivate customers */
        post: operations["deactivate-customers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/actions/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete customers that nothing refers to */
        post: operations["delete-customers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/actions/set-level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give customers a price level */
        post: operations["set-level-customers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export the customer list as filtered */
        get: operations["export-customers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make customers from a workbook
         * @description One row per customer. All of it or nothing, unless skipBad leaves out rows with problems. Existing customers are not changed. Problems come under row <number>.<column>.
         */
        post: operations["import-customers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an empty sheet for customers */
        get: operations["get-customer-template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a download */
        get: operations["get-download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/{id}/actions/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a download; what was read stays */
        post: operations["cancel-download"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/{id}/actions/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with a stopped download, or read the failed offers again */
        post: operations["retry-download"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/{id}/issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a person should know of a download */
        get: operations["list-download-issues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/actions/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End several downloads; what was read stays */
        post: operations["cancel-downloads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/downloads/actions/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Go on with several stopped downloads, or read their failed offers again */
        post: operations["retry-downloads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List entries, of a document or all */
        get: operations["list-entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escrows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what 1688 holds and released (1688 担保交易)
         * @description q looks in pre-order and sales numbers and customers.
         */
        get: operations["list-escrows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escrows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get what 1688 holds of one payment */
        get: operations["get-escrow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escrows/{id}/actions/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask 1688 about the order now */
        post: operations["check-escrow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escrows/{id}/actions/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Book by hand what 1688 paid out */
        post: operations["release-escrow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escrows/{id}/actions/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the transfer of a release back */
        post: operations["reverse-escrow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escrows/{id}/actions/settle-refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Name the refund that stands for one on 1688 */
        post: operations["settle-escrow-refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/escrows/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Add up what 1688 holds and released, under the list's search and filters */
        get: operations["sum-escrows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream events
         * @description Server-Sent Events of the account set: event is the topic (task, preorder, sale, shop; reload when events were missed), data is JSON with an id. Read again what an event names. Only events of what the person may see are sent.
         */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a picture
         * @description JPEG, PNG or WebP of at most 5 MiB, told from the content. The same content again is the same file.
         */
        post: operations["upload-file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the content of an upload
         * @description For members of the account set it belongs to, without naming the set, so that the address works in a page.
         */
        get: operations["get-file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List fund accounts
         * @description Balances need fund_account.balance.
         */
        get: operations["list-fund-accounts"];
        put?: never;
        /** Add a fund account */
        post: operations["create-fund-account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a fund account */
        get: operations["get-fund-account"];
        /** Change a fund account */
        put: operations["update-fund-account"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-accounts/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a fund account
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-fund-account-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-accounts/actions/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Use fund accounts again */
        post: operations["activate-fund-accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-accounts/actions/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop using fund accounts */
        post: operations["deactivate-fund-accounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List transfers between fund accounts
         * @description Those that 1688 escrow made are among them; they are reversed there.
         */
        get: operations["list-fund-transfers"];
        put?: never;
        /** Move money from one fund account to another */
        post: operations["create-fund-transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a fund transfer */
        get: operations["get-fund-transfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-transfers/{id}/actions/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a fund transfer back by a counter-transfer of today */
        post: operations["reverse-fund-transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-transfers/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a fund transfer
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-fund-transfer-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-transfers/actions/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take several fund transfers back by counter-transfers of today */
        post: operations["reverse-fund-transfers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fund-transfers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export the fund transfers as filtered */
        get: operations["export-fund-transfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What needs doing, and how trade goes
         * @description Each figure needs the permission of the list it sums up, and keeps to the person's warehouses and shops; without the permission it is left out.
         */
        get: operations["get-home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/industries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the trades of the wizard */
        get: operations["list-industries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List invitations */
        get: operations["list-invitations"];
        put?: never;
        /**
         * Invite a person
         * @description The link is shown once; hand it to the person. Roles and data scope beyond one's own cannot be given.
         */
        post: operations["create-invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an invitation */
        delete: operations["revoke-invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/actions/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation with one's own account */
        post: operations["accept-invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/actions/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register with an invitation */
        post: operations["join-by-invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/actions/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See what an invitation promises */
        post: operations["look-at-invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/actions/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke several invitations */
        post: operations["revoke-invitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List background jobs */
        get: operations["list-jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a background job with its errors */
        get: operations["get-job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/actions/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End jobs for good
         * @description A running job is asked to stop and ends soon after.
         */
        post: operations["cancel-jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/actions/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run jobs again now */
        post: operations["retry-jobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Opens a session and sets its cookie. After several wrong tries the answer is 429 with the seconds to wait.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/markets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the known markets */
        get: operations["list-markets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in and what they may do */
        get: operations["get-me"];
        /** Change own name or language */
        put: operations["update-me"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change own password
         * @description Ends every other session of the person.
         */
        post: operations["change-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/preferences/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what the page remembers */
        get: operations["get-preference"];
        /**
         * Remember something for the page
         * @description Up to 16 KiB of JSON; null forgets.
         */
        put: operations["set-preference"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List own sessions */
        get: operations["list-own-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one of one's own sessions */
        delete: operations["end-own-session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/online-skus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List online SKUs and what they are matched with */
        get: operations["list-online-skus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/online-skus/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a line of the match list */
        get: operations["get-online-sku"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/online-skus/{id}/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Match an online SKU with a SKU */
        put: operations["match-online-sku"];
        post?: never;
        /** Take the pair of an online SKU apart */
        delete: operations["unmatch-online-sku"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/online-skus/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rank SKUs that an online SKU may be */
        get: operations["suggest-skus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/online-skus/actions/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Match many online SKUs, such as accepted suggestions */
        post: operations["match-online-skus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/online-skus/actions/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove downloaded data with its pairs; products stay */
        post: operations["remove-online-skus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/online-skus/actions/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the best suggestion for each line */
        post: operations["suggest-best-skus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/online-skus/actions/unmatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take pairs apart; products stay */
        post: operations["unmatch-online-skus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password-resets/actions/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See whose password a link sets */
        post: operations["look-at-password-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password-resets/actions/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password with a link
         * @description Ends every session of the person and opens a new one.
         */
        post: operations["use-password-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every permission there is */
        get: operations["list-permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preorders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List pre-orders */
        get: operations["list-preorders"];
        put?: never;
        /** Make the pre-order of a sale that has none */
        post: operations["create-preorder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preorders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a pre-order with its upload log */
        get: operations["get-preorder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preorders/{id}/actions/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask 1688 for the payment now */
        post: operations["check-preorder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preorders/{id}/actions/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a refused or expired pre-order again */
        post: operations["upload-preorder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preorders/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a pre-order
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-preorder-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preorders/actions/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make several refused or expired pre-orders again */
        post: operations["upload-preorders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/price-levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List price levels */
        get: operations["list-price-levels"];
        put?: never;
        /** Add a price level */
        post: operations["create-price-level"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/price-levels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename a price level */
        put: operations["update-price-level"];
        post?: never;
        /** Delete a price level no customer has */
        delete: operations["delete-price-level"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List products */
        get: operations["list-products"];
        put?: never;
        /** Add a product with its SKUs */
        post: operations["create-product"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a product with its SKUs */
        get: operations["get-product"];
        /**
         * Replace a product
         * @description SKUs are known by their ids; those left out are removed, which is refused for SKUs that documents refer to.
         */
        put: operations["update-product"];
        post?: never;
        /** Delete a product that nothing refers to */
        delete: operations["delete-product"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the attachments of a product */
        get: operations["list-attachments"];
        put?: never;
        /**
         * Attach a file to a product
         * @description Any kind of file of at most 20 MiB, as the body; at most 30 to a product.
         */
        post: operations["add-attachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/attachments/{attachmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the content of an attachment
         * @description To be saved, never shown: whatever is inside does nothing in the browser.
         */
        get: operations["get-attachment"];
        put?: never;
        post?: never;
        /** Delete an attachment */
        delete: operations["delete-attachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a product
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-product-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/actions/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Activate products */
        post: operations["activate-products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/actions/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deactivate products */
        post: operations["deactivate-products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/actions/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete products that nothing refers to */
        post: operations["delete-products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/actions/set-category": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put products into a category */
        post: operations["set-category-products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/actions/set-negative-stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Allow or refuse negative stock */
        post: operations["set-negative-stock-products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/actions/set-price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set or change prices at a level */
        post: operations["set-price-products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export the product list as filtered */
        get: operations["export-products"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make products from a workbook
         * @description One row per SKU; the rows of a product have its code in common. All of it or nothing, unless skipBad leaves out products with problems. Existing products are not changed. Problems come under row <number>.<column>.
         */
        post: operations["import-products"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an empty sheet for products */
        get: operations["get-product-template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List receipts */
        get: operations["list-receipts"];
        put?: never;
        /**
         * Enter money received
         * @description What is not allocated to a document stays the customer's advance.
         */
        post: operations["create-receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a receipt with what it settles */
        get: operations["get-receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/actions/allocate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Settle documents with what is left of a receipt */
        post: operations["allocate-receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/actions/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a receipt back by a counter-receipt */
        post: operations["reverse-receipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a receipt
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-receipt-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/actions/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take several receipts back by counter-receipts of today */
        post: operations["reverse-receipts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receivables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what customers owe, by document */
        get: operations["list-receivables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receivables/opening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enter what a customer owed before the books began */
        post: operations["create-opening-receivable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give money back to a customer: what we owe, or an advance
         * @description Listed, shown and reversed among the receipts.
         */
        post: operations["create-refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the roles of the account set */
        get: operations["list-roles"];
        put?: never;
        /** Make a role */
        post: operations["create-role"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change a role */
        put: operations["update-role"];
        post?: never;
        /** Delete a role nobody has */
        delete: operations["delete-role"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a role
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-role-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/actions/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete roles nobody has */
        post: operations["delete-roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List sales documents */
        get: operations["list-sales"];
        put?: never;
        /** Enter a sales document */
        post: operations["create-sale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a sales document */
        get: operations["get-sale"];
        /** Replace a draft or submitted sales document */
        put: operations["update-sale"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/{id}/actions/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post a submitted document */
        post: operations["approve-sale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/{id}/actions/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up what an order still lacks */
        post: operations["close-sale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/{id}/actions/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a submitted document back with a reason */
        post: operations["reject-sale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/{id}/actions/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the closing of an order back */
        post: operations["reopen-sale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/{id}/actions/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a posted document back by a counter-document */
        post: operations["reverse-sale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/{id}/actions/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up a document that has had no effect */
        post: operations["void-sale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/{id}/actions/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a submitted document back into a draft */
        post: operations["withdraw-sale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a sales document
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-sale-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/actions/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post several submitted documents */
        post: operations["approve-sales"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/actions/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take several posted documents back by counter-documents */
        post: operations["reverse-sales"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/actions/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give up several documents that have had no effect */
        post: operations["void-sales"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sales/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compute a sales document without saving it
         * @description Prices, amounts and what stock lacks, as they would be if the document were saved now.
         */
        post: operations["quote-sale"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the settings of the account set */
        get: operations["get-settings"];
        /** Change the settings of the account set */
        put: operations["update-settings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/numbering": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List how documents are numbered */
        get: operations["list-number-rules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings/numbering/{docType}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change how documents of a type are numbered */
        put: operations["set-number-rule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set what we owe a customer against what the customer owes
         * @description Moves no money. Listed, shown and reversed among the receipts.
         */
        post: operations["create-settlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell whether the first person must still register */
        get: operations["get-setup"];
        put?: never;
        /** Register the first person */
        post: operations["setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List shops */
        get: operations["list-shops"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a shop */
        get: operations["get-shop"];
        /** Rename a shop, bind its market and warehouse, enable or disable it */
        put: operations["update-shop"];
        post?: never;
        /**
         * Remove a shop
         * @description Its downloaded data and pairs go, products and documents stay.
         */
        delete: operations["remove-shop"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{id}/actions/match": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Match a shop's online SKUs by code
         * @description SKU with SKU, plain with plain. Existing pairs stay; a code that several lines have pairs none of them.
         */
        post: operations["match-shop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{id}/actions/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask 1688 whether the authorisation works
         * @description 店铺验权: refreshes the token when it does not work.
         */
        post: operations["verify-shop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{id}/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the downloads of a shop */
        get: operations["list-downloads"];
        put?: never;
        /**
         * Download offers of a shop
         * @description Every wrong or repeated offer id is a field problem; nothing starts then. Progress is that of the task.
         */
        post: operations["start-download"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{id}/examination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Examine the authorisation and what the account may call
         * @description Asks 1688 a few things; nothing is changed there. A token near its end is refreshed as for any call.
         */
        get: operations["examine-shop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a shop
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-shop-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what happened to a shop */
        get: operations["list-shop-log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/authorizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin the authorisation of a shop
         * @description The owner opens the address in a browser signed in as the same person. Authorising an account again renews it.
         */
        post: operations["authorize-shop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell whether shops can be authorised */
        get: operations["get-platform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shops/platform/examination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Examine address, clock, keys and signature
         * @description Asks 1688 a few things; nothing is changed there or here.
         */
        get: operations["examine-platform"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/skus": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List SKUs
         * @description An exact code or barcode comes first. For the lines of documents.
         */
        get: operations["list-skus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/skus/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export the SKU list as filtered */
        get: operations["export-skus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/skus/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find the SKU a scanner read */
        get: operations["scan-sku"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List stock documents */
        get: operations["list-stock-documents"];
        put?: never;
        /**
         * Enter opening stock, other stock in or out
         * @description Opening stock needs stock.opening, the others stock.adjust. Where the account set has stock documents reviewed it stays a draft until it is posted.
         */
        post: operations["create-stock-document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a stock document */
        get: operations["get-stock-document"];
        /** Replace a draft */
        put: operations["update-stock-document"];
        post?: never;
        /** Delete a draft as it was seen */
        delete: operations["delete-stock-document"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-documents/{id}/actions/post": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post a draft
         * @description Where the account set has stock documents reviewed this is the review and needs stock.review; else what entering it needs.
         */
        post: operations["post-stock-document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-documents/{id}/actions/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a posted document back by a counter-document */
        post: operations["reverse-stock-document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-documents/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a stock document
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-stock-document-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-documents/actions/delete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Delete several drafts as they were seen */
        post: operations["delete-stock-documents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock-documents/actions/post": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post several drafts as they were seen
         * @description Needs for each what posting it alone needs.
         */
        post: operations["post-stock-documents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List stock balances
         * @description Values are left out without the permission cost.see.
         */
        get: operations["list-stock-balances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/balances/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export the stock balances as filtered */
        get: operations["export-stock-balances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/balances/totals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sum up stock balances under the list's filters */
        get: operations["total-stock-balances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the ledger of a SKU
         * @description Every move with quantity, value and what there was after it. A true-up corrects the cost of an earlier issue below zero: value without quantity.
         */
        get: operations["list-stock-moves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/moves/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export the ledger of a SKU as filtered */
        get: operations["export-stock-moves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/opening/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enter opening stock from a workbook
         * @description One document, all of it or nothing. With dryRun it only checks and gives the totals.
         */
        post: operations["import-opening-stock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stock/opening/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an empty sheet for opening stock */
        get: operations["get-opening-template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List long work */
        get: operations["list-tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how far long work has come */
        get: operations["get-task"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask long work to stop
         * @description It stops between two steps; what was done stays. Needs the permission to start such work, or job.manage.
         */
        post: operations["cancel-task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API tokens
         * @description One's own personal tokens; with token.manage all tokens of the account set.
         */
        get: operations["list-tokens"];
        put?: never;
        /**
         * Make an API token
         * @description Anybody makes personal tokens, which act as them within the permissions listed. Service tokens need token.manage; they have a role or permissions and a data scope within those of who makes them. Not by a program.
         */
        post: operations["create-token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API token
         * @description One's own personal token; with token.manage any of the account set.
         */
        delete: operations["revoke-token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/actions/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke several API tokens */
        post: operations["revoke-tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unit-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List unit groups */
        get: operations["list-unit-groups"];
        put?: never;
        /** Add a unit group */
        post: operations["create-unit-group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unit-groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename a unit group and replace the units besides its base unit */
        put: operations["update-unit-group"];
        post?: never;
        /** Delete a unit group no product has */
        delete: operations["delete-unit-group"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Say how many decimals quantities in a unit may have */
        put: operations["update-unit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the people of the account set */
        get: operations["list-users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a person of the account set */
        get: operations["get-user"];
        /**
         * Change what a person may do
         * @description Roles beyond one's own permissions and a data scope beyond one's own cannot be given; only owners change owners; the last active owner stays.
         */
        put: operations["update-user"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a person of the account set
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-user-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link to a new password for a person
         * @description For somebody who forgot theirs: the link is good once, for a day, and shown once; one made before ends. Not by a program, and not for people who belong to other account sets too, administer the installation, or may do or see more than who asks; only owners make one for owners.
         */
        post: operations["create-password-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/actions/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let people into the account set again */
        post: operations["activate-users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/actions/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep people out of the account set
         * @description Only owners change owners; the last active owner stays.
         */
        post: operations["deactivate-users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prove that balances equal their ledgers and documents their postings
         * @description Books and balances are proved as a whole, so the data scope must be everything.
         */
        get: operations["verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warehouses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List warehouses */
        get: operations["list-warehouses"];
        put?: never;
        /** Add a warehouse */
        post: operations["create-warehouse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warehouses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a warehouse */
        get: operations["get-warehouse"];
        /** Change a warehouse */
        put: operations["update-warehouse"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warehouses/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was done to a warehouse
         * @description The lines of the audit log about it, the newest first. Costs need cost.see.
         */
        get: operations["list-warehouse-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warehouses/actions/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Use warehouses again */
        post: operations["activate-warehouses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/warehouses/actions/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop using warehouses that hold no stock */
        post: operations["deactivate-warehouses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptInvitationInvitationTokenBody: {
            token: string;
        };
        ActivateCustomersBatchInputBody: {
            ids: string[];
        };
        ActivateFundAccountsBatchInputBody: {
            ids: string[];
        };
        ActivateProductsProductsActInputBody: {
            /**
             * Format: int64
             * @description Of set-price without price: change by this share, in 1/10,000
             */
            byBps?: number;
            /**
             * @description Of set-category; empty takes them out of theirs
             * @example 301512034816000001
             */
            categoryId?: string;
            ids: string[];
            /**
             * @description Of set-price
             * @example 301512034816000001
             */
            levelId?: string;
            /** @description Of set-negative-stock */
            negativeStock?: boolean;
            /**
             * Format: decimal
             * @description Of set-price: the new price
             * @example 3.25
             */
            price?: string;
        };
        ActivateUsersBatchInputBody: {
            ids: string[];
        };
        ActivateWarehousesBatchInputBody: {
            ids: string[];
        };
        AllocateReceiptAllocateInputBody: {
            allocations: components["schemas"]["FinanceAllocationSave"][];
        };
        ApproveSaleActInputBody: {
            /** @description Needed to reject */
            reason?: string;
            /** Format: int64 */
            version: number;
        };
        ApproveSalesSeenInputBody: {
            documents: components["schemas"]["Seen"][];
        };
        AuditEntry: {
            action: string;
            /**
             * @description The person, also behind a token
             * @example 301512034816000001
             */
            actorId?: string;
            /** @enum {string} */
            actorKind: "user" | "token" | "job" | "system";
            actorName: string;
            after?: unknown;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            at: string;
            before?: unknown;
            entity: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            entityId?: string;
            /** @description Number, code or name of the record */
            entityNo?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            ip?: string;
            /** @description What the ids and codes in before and after are called, as far as they have names */
            names?: {
                [key: string]: string;
            };
            requestId?: string;
        };
        AuditEntryPage: {
            items: components["schemas"]["AuditEntry"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        AuthorizeBuyerAccountBeginOutputBody: {
            /** @description Page of 1688 to send the owner to, in this browser; good for 15 minutes and once */
            url: string;
        };
        AuthorizeShopBeginInputBody: {
            /** @description Download all offers and create products afterwards */
            thenDownload?: boolean;
        };
        AuthorizeShopBeginOutputBody: {
            /** @description Page of 1688 to send the owner to, in this browser; good for 15 minutes and once */
            url: string;
        };
        BatchResult: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            ok: boolean;
            problem?: components["schemas"]["Problem"];
        };
        BatchResults: {
            results: components["schemas"]["BatchResult"][];
        };
        CancelDownloadsBatchInputBody: {
            ids: string[];
        };
        CancelJobsBatchInputBody: {
            ids: string[];
        };
        CatalogAttachment: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @description As it was uploaded */
            name: string;
            /**
             * Format: int64
             * @description Bytes
             */
            size: number;
        };
        CatalogAttribute: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            name: string;
            /** @description Of the values, in the same order */
            valueIds: string[];
            values: string[];
            /** Format: int64 */
            version: number;
        };
        CatalogAttributeEdit: {
            name: string;
            values: components["schemas"]["CatalogValueInput"][];
            /** Format: int64 */
            version: number;
        };
        CatalogCategory: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            name: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            parentId?: string;
            /**
             * Format: int64
             * @description Directly in it
             */
            products: number;
            /** Format: int64 */
            version: number;
        };
        CatalogCategorySave: {
            name: string;
            /**
             * @description Left out: at the root
             * @example 301512034816000001
             */
            parentId?: string;
        };
        CatalogFile: {
            /** @enum {string} */
            contentType: "image/jpeg" | "image/png" | "image/webp";
            /**
             * Format: int64
             * @description Pixels
             */
            height: number;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * Format: int64
             * @description Bytes
             */
            size: number;
            /** @description Where it is served, to members of the account set */
            url: string;
            /**
             * Format: int64
             * @description Pixels
             */
            width: number;
        };
        CatalogLevelPrice: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            levelId: string;
            /**
             * Format: decimal
             * @description Unit price in yuan, up to four decimals
             * @example 3.25
             */
            price: string;
        };
        CatalogPicture: {
            /**
             * @description The upload; left out for an address elsewhere
             * @example 301512034816000001
             */
            fileId?: string;
            url: string;
        };
        CatalogPictureInput: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            fileId?: string;
            url?: string;
        };
        CatalogProductInput: {
            /** @description Names in order, made when missing; none for a plain product */
            attributes?: string[];
            brand?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            categoryId?: string;
            /** @description Blank: a number is drawn */
            code?: string;
            /** Format: int64 */
            expiryDays?: number;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            height?: string;
            /** @description Not to be sold any more */
            inactive?: boolean;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            length?: string;
            /** @description When left out what the account set does with new products, and of an existing one what it was */
            lotTracked?: boolean;
            /** @description Blank: made from the name */
            mnemonic?: string;
            name: string;
            negativeStock?: boolean;
            note?: string;
            pictures?: components["schemas"]["CatalogPictureInput"][];
            /** @description Of a plain product at most one, whose code is the product's */
            skus?: components["schemas"]["CatalogSKUInput"][];
            spec?: string;
            /** Format: int64 */
            taxRateBps?: number;
            /** @description Name of the base unit, instead of unitGroupId; it is made when missing */
            unit?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            unitGroupId?: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            weight?: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            width?: string;
        };
        CatalogProductRow: {
            active: boolean;
            brand?: string;
            /** @description Names from the root, joined by / */
            category: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            categoryId?: string;
            code: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            name: string;
            negativeStock: boolean;
            /**
             * Format: decimal
             * @description In all warehouses, base units; left out for a product never stocked
             * @example 12
             */
            onHand?: string;
            picture?: string;
            /**
             * Format: decimal
             * @description The highest retail price of its SKUs
             * @example 3.25
             */
            retail?: string;
            /** Format: int64 */
            skuCount: number;
            spec?: string;
            /** @description The base unit */
            unit: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            updatedAt: string;
            /** Format: int64 */
            version: number;
            /**
             * Format: decimal
             * @description The highest wholesale price of its SKUs
             * @example 3.25
             */
            wholesale?: string;
        };
        CatalogProductRowPage: {
            items: components["schemas"]["CatalogProductRow"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        CatalogSKU: {
            active: boolean;
            barcodes: string[];
            code: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            picture: string;
            /** @description Per base unit; levels without a price are left out */
            prices: components["schemas"]["CatalogLevelPrice"][];
            /** @description The values as text: 红色 / XL */
            spec: string;
            /** @description One for each attribute of the product, in that order */
            values: string[];
        };
        CatalogSKUInput: {
            barcodes?: string[];
            /** @description Blank: the product's code with _001, _002 … */
            code?: string;
            /**
             * @description The existing SKU; left out for a new one
             * @example 301512034816000001
             */
            id?: string;
            inactive?: boolean;
            picture?: string;
            prices?: components["schemas"]["CatalogLevelPrice"][];
            /** @description One for each attribute, in order; made when missing */
            values?: string[];
        };
        CatalogSKURow: {
            active: boolean;
            /**
             * Format: decimal
             * @description On hand less reserved, base units, in the warehouse asked for or in all
             * @example 12
             */
            available?: string;
            code: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            negativeStock: boolean;
            picture?: string;
            /**
             * Format: decimal
             * @description Per base unit at the level asked for
             * @example 3.25
             */
            price?: string;
            productCode: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            productId: string;
            productName: string;
            /** @description The values as text: 红色 / XL */
            spec: string;
            /** Format: int64 */
            taxRateBps: number;
            /** @description The base unit first */
            units: components["schemas"]["CatalogUnitFactor"][];
        };
        CatalogSKURowPage: {
            items: components["schemas"]["CatalogSKURow"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        CatalogSource: {
            /** @description The offer's id there */
            offerId: string;
            /**
             * @description The shop
             * @example 301512034816000001
             */
            shopId: string;
        };
        CatalogUnitFactor: {
            /**
             * Format: int64
             * @description How many decimal places a quantity in this unit may have
             */
            decimals: number;
            /** Format: int64 */
            den: number;
            name: string;
            /**
             * Format: int64
             * @description One of the unit is num/den base units
             */
            num: number;
            /**
             * @description Id
             * @example 301512034816000001
             */
            unitId: string;
        };
        CatalogUnitGroup: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            name: string;
            /** @description The base unit first */
            units: components["schemas"]["CatalogUnitFactor"][];
            /** Format: int64 */
            version: number;
        };
        CatalogUnitGroupEdit: {
            name: string;
            /** @description Besides the base unit */
            units: components["schemas"]["CatalogUnitInput"][];
            /** Format: int64 */
            version: number;
        };
        CatalogUnitInput: {
            /**
             * Format: int64
             * @default 1
             */
            den: number;
            name: string;
            /** Format: int64 */
            num: number;
        };
        CatalogValueInput: {
            /**
             * @description The existing value, which may be given another name; left out for a new one
             * @example 301512034816000001
             */
            id?: string;
            name: string;
        };
        CatalogWarningBody: {
            code: string;
            detail: string;
            field: string;
        };
        ChangePasswordPasswordInputBody: {
            newPassword: string;
            /** @description The present one */
            password: string;
        };
        ChannelDownloadBody: {
            /** Format: int64 */
            added: number;
            /**
             * Format: int64
             * @description Number of offers asked for by id; 0 means all online offers
             */
            asked: number;
            /** Format: int64 */
            changed: number;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: int64
             * @description Offers no longer online
             */
            delisted: number;
            /** Format: int64 */
            failed: number;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            finishedAt?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * Format: int64
             * @description Lines to read
             */
            issues: number;
            /** @enum {string} */
            mode: "create" | "online_only";
            /**
             * Format: int64
             * @description Products made
             */
            products: number;
            /** @description Why it failed or waits */
            reason?: components["schemas"]["ChannelSaidBody"];
            /**
             * @description Id
             * @example 301512034816000001
             */
            shopId: string;
            startedBy: string;
            /** @enum {string} */
            state: "running" | "paused" | "succeeded" | "failed" | "cancelled";
            /**
             * @description Its progress
             * @example 301512034816000001
             */
            taskId: string;
            /** Format: int64 */
            total: number;
            /** Format: int64 */
            unchanged: number;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            updatedAt: string;
        };
        ChannelDownloadBodyPage: {
            items: components["schemas"]["ChannelDownloadBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        ChannelFindingBody: {
            said: components["schemas"]["ChannelSaidBody"];
            /** @enum {string} */
            subject: "public_url" | "callback" | "app" | "gateway" | "clock" | "signature" | "token" | "authorisation" | "calls" | "market";
            /** @enum {string} */
            verdict: "good" | "note" | "bad";
        };
        ChannelIssueBody: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            at: string;
            /**
             * @description failed: not read; refused: read, but no product made; notice: worth knowing
             * @enum {string}
             */
            kind: "failed" | "refused" | "notice";
            offerId: string;
            said: components["schemas"]["ChannelSaidBody"];
            title?: string;
        };
        ChannelIssueBodyPage: {
            items: components["schemas"]["ChannelIssueBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        ChannelLineBody: {
            /**
             * @description How it was matched
             * @enum {string}
             */
            how?: "auto" | "manual" | "download";
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * Format: int64
             * @description 最小起订量
             */
            minOrder: number;
            /**
             * @description Why it is unmatched
             * @enum {string}
             */
            note?: "ambiguous" | "specs_changed" | "product_deleted";
            /** @description 货号 */
            offerCode?: string;
            offerId: string;
            /**
             * @description As 1688 words it
             * @example published
             */
            offerState: string;
            /** @description 平台商品名称 */
            offerTitle: string;
            /** @description On sale at the last download */
            online: boolean;
            /** @description 单品货号 */
            onlineCode?: string;
            /** @description 平台SKU名称 */
            onlineName?: string;
            /** @description skuId on 1688 */
            onlineSkuId?: string;
            picture?: string;
            /** @description An offer without SKUs, which pairs with a plain product */
            plain: boolean;
            /**
             * Format: decimal
             * @description Unit price in yuan, up to four decimals
             * @example 3.25
             */
            price?: string;
            /** @description 系统商品代码 */
            productCode?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            productId?: string;
            /** @description 系统商品名称 */
            productName?: string;
            /**
             * Format: decimal
             * @description Unit price in yuan, up to four decimals
             * @example 3.25
             */
            retailPrice?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            shopId: string;
            shopName: string;
            /** @description 系统SKU代码 */
            skuCode?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId?: string;
            /** @description 系统SKU名称 */
            skuName?: string;
            /**
             * @description 匹配关系
             * @enum {string}
             */
            state: "matched" | "unmatched";
            /**
             * Format: int64
             * @description Online stock
             */
            stock: number;
        };
        ChannelLineBodyPage: {
            items: components["schemas"]["ChannelLineBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        ChannelMarket: {
            /** @description What 1688 knows the market by; empty for 其他, whose code is typed in */
            code: string;
            name: string;
            nameEn: string;
        };
        ChannelSaidBody: {
            code: string;
            /** @description In the language asked for */
            detail: string;
            /** @description The detail in zh-CN and en-US */
            messages: {
                [key: string]: string;
            };
            params?: {
                [key: string]: string;
            };
            /** @description What to do, in the language asked for */
            remedy?: string;
        };
        ChannelShopBody: {
            /**
             * Format: date-time
             * @description End of the present token, which is refreshed by itself
             * @example 2026-11-22T08:30:00Z
             */
            accessExpiresAt: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            authorizedAt: string;
            authorizedBy: string;
            company?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /** @description 核算部门 */
            department?: string;
            enabled: boolean;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @description 登录账户 */
            loginId: string;
            /** @description Code of the bound market; needed for pre-orders */
            market?: string;
            /** @description 市场名称 */
            marketName?: string;
            memberId: string;
            /** @description 店铺名称 */
            name: string;
            /** @description Pre-orders can be made: authorised, enabled, market bound */
            preorders: boolean;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            refreshedAt: string;
            /**
             * Format: date-time
             * @description End of the authorisation
             * @example 2026-11-22T08:30:00Z
             */
            refreshExpiresAt?: string;
            /**
             * @description The fund account that 1688 pays out to; the default of Alipay when left out
             * @example 301512034816000001
             */
            releaseAccountId?: string;
            /** @enum {string} */
            state: "valid" | "expiring" | "expired" | "revoked";
            /** Format: int64 */
            version: number;
            /**
             * @description What its sales documents sell from when they name no warehouse
             * @example 301512034816000001
             */
            warehouseId?: string;
        };
        ChannelShopBodyPage: {
            items: components["schemas"]["ChannelShopBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        ChannelShopLogBody: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            at: string;
            /** @description Something went wrong */
            bad: boolean;
            by?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            said: components["schemas"]["ChannelSaidBody"];
        };
        ChannelShopLogBodyPage: {
            items: components["schemas"]["ChannelShopLogBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        ChannelSuggestionBody: {
            picture?: string;
            productCode: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            productId: string;
            productName: string;
            /** @description code, barcode, similar_code, product_code, attributes, title, picture */
            reasons: string[];
            /**
             * Format: int64
             * @description 100 is certain
             */
            score: number;
            skuCode: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId: string;
            skuName?: string;
        };
        ChannelSuggestResult: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @description The best; left out when nothing fits or there is no such line */
            suggestion?: components["schemas"]["ChannelSuggestionBody"];
        };
        CloseSaleActInputBody: {
            /** @description Needed to reject */
            reason?: string;
            /** Format: int64 */
            version: number;
        };
        CreateAttributeAttributeInputBody: {
            name: string;
            values: string[];
        };
        CreateAttributeAttributesOutputBody: {
            items: components["schemas"]["CatalogAttribute"][];
        };
        CreateInvitationInviteInputBody: {
            /**
             * Format: int64
             * @description How long the link is good; a week when left out
             */
            days?: number;
            /** @description Of the person meant */
            name: string;
            roleIds: string[];
            /** @description Shops the person may work with; those of whoever invites when left out */
            shops?: components["schemas"]["Scope"];
            /** @description Warehouses the person may work with; those of whoever invites when left out */
            warehouses?: components["schemas"]["Scope"];
        };
        CreatePreorderForSaleInputBody: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            saleId: string;
        };
        CreateProductProductOutputBody: {
            active: boolean;
            /** @description Names in order; empty for a plain product */
            attributes: string[];
            brand: string;
            /** @description Names from the root, joined by / */
            category: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            categoryId?: string;
            code: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: int64
             * @description Days from production to expiry; 0 when it does not expire
             */
            expiryDays: number;
            /**
             * Format: decimal
             * @description Centimetres
             * @example 12
             */
            height: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @enum {string} */
            kind: "normal";
            /**
             * Format: decimal
             * @description Centimetres
             * @example 12
             */
            length: string;
            lotTracked: boolean;
            /** @description 助记码, pinyin initials unless given */
            mnemonic: string;
            name: string;
            /** @description May be sold below zero */
            negativeStock: boolean;
            note: string;
            /** @description The main one first */
            pictures: components["schemas"]["CatalogPicture"][];
            skus: components["schemas"]["CatalogSKU"][];
            /** @description The online offer it was made from */
            source?: components["schemas"]["CatalogSource"];
            /** @description 规格型号 of the whole product */
            spec: string;
            /**
             * Format: int64
             * @description Tax rate in hundredths of a percent: 1300 is 13 %
             */
            taxRateBps: number;
            /**
             * @description Id
             * @example 301512034816000001
             */
            unitGroupId: string;
            /** @description The base unit first */
            units: components["schemas"]["CatalogUnitFactor"][];
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            updatedAt: string;
            /** Format: int64 */
            version: number;
            /** @description Worth a second look, such as a barcode's check digit */
            warnings: components["schemas"]["CatalogWarningBody"][];
            /**
             * Format: decimal
             * @description Kilograms
             * @example 12
             */
            weight: string;
            /**
             * Format: decimal
             * @description Centimetres
             * @example 12
             */
            width: string;
        };
        CreateStockDocumentCreateDocumentInputBody: {
            /**
             * Format: date
             * @description Opening stock: the start date when left out; else today
             * @example 2026-11-22
             */
            date?: string;
            /** @enum {string} */
            kind: "opening_stock" | "other_in" | "other_out";
            lines: components["schemas"]["StockLineSave"][];
            note?: string;
            /** @description Post it at once */
            post?: boolean;
            /** @description other_in: found, gift, correction, other; other_out: lost, gift, own_use, correction, other */
            reason?: string;
        };
        CreateTokenNewTokenInputBody: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt?: string;
            /**
             * @description Personal when left out
             * @enum {string}
             */
            kind?: "personal" | "service";
            name: string;
            /** @description Within one's own; needed for a personal token, and for a service token without a role */
            permissions?: string[];
            /**
             * @description Of a service token, instead of permissions
             * @example 301512034816000001
             */
            roleId?: string;
            /** @description Shops a service token may work with; those of its maker when left out */
            shops?: components["schemas"]["Scope"];
            /** @description Warehouses a service token may work with; those of its maker when left out */
            warehouses?: components["schemas"]["Scope"];
        };
        CreateUnitGroupUnitGroupInputBody: {
            /** @description Made when missing */
            baseUnit: string;
            name: string;
            units: components["schemas"]["CatalogUnitInput"][];
        };
        CreateUnitGroupUnitGroupsOutputBody: {
            items: components["schemas"]["CatalogUnitGroup"][];
        };
        DeactivateCustomersBatchInputBody: {
            ids: string[];
        };
        DeactivateFundAccountsBatchInputBody: {
            ids: string[];
        };
        DeactivateProductsProductsActInputBody: {
            /**
             * Format: int64
             * @description Of set-price without price: change by this share, in 1/10,000
             */
            byBps?: number;
            /**
             * @description Of set-category; empty takes them out of theirs
             * @example 301512034816000001
             */
            categoryId?: string;
            ids: string[];
            /**
             * @description Of set-price
             * @example 301512034816000001
             */
            levelId?: string;
            /** @description Of set-negative-stock */
            negativeStock?: boolean;
            /**
             * Format: decimal
             * @description Of set-price: the new price
             * @example 3.25
             */
            price?: string;
        };
        DeactivateUsersBatchInputBody: {
            ids: string[];
        };
        DeactivateWarehousesBatchInputBody: {
            ids: string[];
        };
        DeleteCustomersBatchInputBody: {
            ids: string[];
        };
        DeleteProductsProductsActInputBody: {
            /**
             * Format: int64
             * @description Of set-price without price: change by this share, in 1/10,000
             */
            byBps?: number;
            /**
             * @description Of set-category; empty takes them out of theirs
             * @example 301512034816000001
             */
            categoryId?: string;
            ids: string[];
            /**
             * @description Of set-price
             * @example 301512034816000001
             */
            levelId?: string;
            /** @description Of set-negative-stock */
            negativeStock?: boolean;
            /**
             * Format: decimal
             * @description Of set-price: the new price
             * @example 3.25
             */
            price?: string;
        };
        DeleteRolesBatchInputBody: {
            ids: string[];
        };
        DeleteStockDocumentsSeenInputBody: {
            documents: components["schemas"]["Seen"][];
        };
        ExamineBuyerAccountFindingsOutputBody: {
            items: components["schemas"]["ChannelFindingBody"][];
        };
        ExaminePlatformFindingsOutputBody: {
            items: components["schemas"]["ChannelFindingBody"][];
        };
        ExamineShopFindingsOutputBody: {
            items: components["schemas"]["ChannelFindingBody"][];
        };
        FieldProblem: {
            /** @example decimal.too_many_places */
            code: string;
            detail: string;
            /** @example lines[2].quantity */
            field: string;
            messages: {
                [key: string]: string;
            };
            params?: {
                [key: string]: string;
            };
        };
        FinanceAgeingBody: {
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            amount: string;
            /**
             * Format: int64
             * @description Days since the due date, or since the document's date where none was agreed: 0 not due yet or of today, -1 older than the others
             */
            upToDays: number;
        };
        FinanceAllocationSave: {
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            amount: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            docId: string;
        };
        FinanceDrawnBody: {
            /**
             * Format: decimal
             * @description Below zero where a reversal took that back
             * @example 128.50
             */
            amount: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @enum {string} */
            kind: "receipt" | "refund";
            no: string;
        };
        FinanceDrawSave: {
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            amount: string;
            /**
             * @description A receipt with an advance left
             * @example 301512034816000001
             */
            receiptId: string;
        };
        FinanceEntryBody: {
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            docId: string;
            docKind: string;
            docNo: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            lines: components["schemas"]["FinanceEntryLineBody"][];
            memo?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            postedAt: string;
            postedBy: string;
        };
        FinanceEntryBodyPage: {
            items: components["schemas"]["FinanceEntryBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        FinanceEntryLineBody: {
            account: string;
            accountName: string;
            accountNameEn: string;
            /**
             * Format: decimal
             * @description Debit above zero, credit below; inventory and cost accounts need cost.see
             * @example 3.141593
             */
            amount?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            fundAccountId?: string;
            fundAccountName?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            partyId?: string;
            partyName?: string;
        };
        FinanceFundBody: {
            /** @description Of the chart of accounts */
            account: string;
            active: boolean;
            /**
             * Format: decimal
             * @description Needs fund_account.balance
             * @example 128.50
             */
            balance?: string;
            /** @description The one of its kind that documents take by themselves */
            default: boolean;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            kind: string;
            name: string;
            note?: string;
            number?: string;
            /** Format: int64 */
            version: number;
        };
        FinanceFundBodyPage: {
            items: components["schemas"]["FinanceFundBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        FinanceFundSave: {
            /** @description True when left out */
            active?: boolean;
            default?: boolean;
            /**
             * @description Needed for a new account; does not change
             * @enum {string}
             */
            kind?: "cash" | "bank" | "alipay" | "escrow";
            name: string;
            note?: string;
            number?: string;
        };
        FinanceOpeningSave: {
            /**
             * Format: decimal
             * @description Below zero takes an earlier one back
             * @example 128.50
             */
            amount: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            /**
             * Format: date
             * @description The start date of the account set when left out
             * @example 2026-11-22
             */
            date?: string;
            note?: string;
        };
        FinanceReceiptBody: {
            /**
             * Format: decimal
             * @description amount - allocated
             * @example 128.50
             */
            advance: string;
            /**
             * Format: decimal
             * @description Used up: what settles documents, and what of the advance was given back
             * @example 128.50
             */
            allocated: string;
            /**
             * Format: decimal
             * @description Below zero for money that left, as by a refund or a counter-receipt
             * @example 128.50
             */
            amount: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            createdBy: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            customerName: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description A settlement has none
             * @example 301512034816000001
             */
            fundAccountId?: string;
            fundAccountName?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * @description receipt 收款, refund 退款, settlement 核销
             * @enum {string}
             */
            kind: "receipt" | "refund" | "settlement";
            no: string;
            note?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversedById?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversesId?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            sourceId?: string;
            sourceKind?: string;
            /** @enum {string} */
            state: "posted" | "reversed";
        };
        FinanceReceiptBodyPage: {
            items: components["schemas"]["FinanceReceiptBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        FinanceReceiptDetailBody: {
            /**
             * Format: decimal
             * @description amount - allocated
             * @example 128.50
             */
            advance: string;
            /** @description Of a refund: the receipts whose advance it gave back; of a receipt: what gave its advance back */
            advances?: components["schemas"]["FinanceDrawnBody"][];
            /**
             * Format: decimal
             * @description Used up: what settles documents, and what of the advance was given back
             * @example 128.50
             */
            allocated: string;
            allocations: components["schemas"]["FinanceSettledBody"][];
            /**
             * Format: decimal
             * @description Below zero for money that left, as by a refund or a counter-receipt
             * @example 128.50
             */
            amount: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            createdBy: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            customerName: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description A settlement has none
             * @example 301512034816000001
             */
            fundAccountId?: string;
            fundAccountName?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * @description receipt 收款, refund 退款, settlement 核销
             * @enum {string}
             */
            kind: "receipt" | "refund" | "settlement";
            no: string;
            note?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversedById?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversesId?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            sourceId?: string;
            sourceKind?: string;
            /** @enum {string} */
            state: "posted" | "reversed";
        };
        FinanceReceiptSave: {
            /** @description Which documents it settles; the rest stays an advance */
            allocations?: components["schemas"]["FinanceAllocationSave"][];
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            amount: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            /**
             * Format: date
             * @description Today when left out
             * @example 2026-11-22
             */
            date?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            fundAccountId: string;
            note?: string;
        };
        FinanceReceivableBody: {
            /**
             * Format: decimal
             * @description Below zero: what we owe, as for a return
             * @example 128.50
             */
            amount: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            customerName?: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            docId: string;
            docKind: string;
            docNo: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            dueDate?: string;
            note?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            open: string;
            /**
             * Format: decimal
             * @description Cleared against the document that reverses this one
             * @example 128.50
             */
            setOff: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            settled: string;
        };
        FinanceReceivableBodyPage: {
            items: components["schemas"]["FinanceReceivableBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        FinanceRefundSave: {
            /** @description What is given back of advances, above zero; adds up to the amount together with the allocations */
            advances?: components["schemas"]["FinanceDrawSave"][];
            /** @description What is paid out of what we owe, below zero as the open items are */
            allocations?: components["schemas"]["FinanceAllocationSave"][];
            /**
             * Format: decimal
             * @description Given back, above zero
             * @example 128.50
             */
            amount: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            /**
             * Format: date
             * @description Today when left out
             * @example 2026-11-22
             */
            date?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            fundAccountId: string;
            note?: string;
        };
        FinanceSettledBody: {
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            amount: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            docId: string;
            docKind: string;
            docNo: string;
        };
        FinanceSettlementSave: {
            /** @description Both sides, with the signs of the open items; adds up to zero */
            allocations: components["schemas"]["FinanceAllocationSave"][];
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            /**
             * Format: date
             * @description Today when left out
             * @example 2026-11-22
             */
            date?: string;
            note?: string;
        };
        FinanceStatementBody: {
            /**
             * Format: decimal
             * @description Received and not allocated, now
             * @example 128.50
             */
            advance: string;
            ageing: components["schemas"]["FinanceAgeingBody"][];
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            closing: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            customerName: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            from?: string;
            /** @description Holds only what lies in the caller's data scope; do not send it to the customer */
            limited?: boolean;
            lines: components["schemas"]["FinanceStatementLineBody"][];
            /**
             * Format: decimal
             * @description Owed before the first line; below zero is what we owe
             * @example 128.50
             */
            opening: string;
            /**
             * Format: decimal
             * @description Open items now
             * @example 128.50
             */
            receivable: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            to?: string;
            /** @description There are more lines: narrow the period */
            truncated: boolean;
        };
        FinanceStatementLineBody: {
            /**
             * Format: decimal
             * @description Owed more above zero, less below
             * @example 128.50
             */
            amount: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            balance: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            docId: string;
            docKind: string;
            docNo: string;
            memo?: string;
        };
        FinanceTransferBody: {
            /**
             * Format: decimal
             * @description What arrived; below zero for a counter-transfer
             * @example 128.50
             */
            amount: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            createdBy: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * Format: decimal
             * @description What left the first account on top of it
             * @example 128.50
             */
            fee: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            fromAccountId: string;
            fromAccountName: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            no: string;
            note?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversedById?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversesId?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            sourceId?: string;
            /** @description What made it; a person's has none */
            sourceKind?: string;
            /** @enum {string} */
            state: "posted" | "reversed";
            /**
             * @description Id
             * @example 301512034816000001
             */
            toAccountId: string;
            toAccountName: string;
        };
        FinanceTransferBodyPage: {
            items: components["schemas"]["FinanceTransferBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        FinanceTransferSave: {
            /**
             * Format: decimal
             * @description What arrives
             * @example 128.50
             */
            amount: string;
            /**
             * Format: date
             * @description Today when left out
             * @example 2026-11-22
             */
            date?: string;
            /**
             * Format: decimal
             * @description What leaves the first account on top of it, booked as finance costs
             * @example 128.50
             */
            fee?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            fromAccountId: string;
            note?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            toAccountId: string;
        };
        GetPlatformPlatformOutputBody: {
            /** @description Where 1688 sends owners back to; its domain must be registered with the app */
            callbackUrl: string;
            /** @description The installation has an app on the 1688 open platform, so shops can be authorised */
            ready: boolean;
        };
        GetProductProductOutputBody: {
            active: boolean;
            /** @description Names in order; empty for a plain product */
            attributes: string[];
            brand: string;
            /** @description Names from the root, joined by / */
            category: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            categoryId?: string;
            code: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: int64
             * @description Days from production to expiry; 0 when it does not expire
             */
            expiryDays: number;
            /**
             * Format: decimal
             * @description Centimetres
             * @example 12
             */
            height: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @enum {string} */
            kind: "normal";
            /**
             * Format: decimal
             * @description Centimetres
             * @example 12
             */
            length: string;
            lotTracked: boolean;
            /** @description 助记码, pinyin initials unless given */
            mnemonic: string;
            name: string;
            /** @description May be sold below zero */
            negativeStock: boolean;
            note: string;
            /** @description The main one first */
            pictures: components["schemas"]["CatalogPicture"][];
            skus: components["schemas"]["CatalogSKU"][];
            /** @description The online offer it was made from */
            source?: components["schemas"]["CatalogSource"];
            /** @description 规格型号 of the whole product */
            spec: string;
            /**
             * Format: int64
             * @description Tax rate in hundredths of a percent: 1300 is 13 %
             */
            taxRateBps: number;
            /**
             * @description Id
             * @example 301512034816000001
             */
            unitGroupId: string;
            /** @description The base unit first */
            units: components["schemas"]["CatalogUnitFactor"][];
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            updatedAt: string;
            /** Format: int64 */
            version: number;
            /** @description Worth a second look, such as a barcode's check digit */
            warnings: components["schemas"]["CatalogWarningBody"][];
            /**
             * Format: decimal
             * @description Kilograms
             * @example 12
             */
            weight: string;
            /**
             * Format: decimal
             * @description Centimetres
             * @example 12
             */
            width: string;
        };
        GetSetupSetupOutputBody: {
            /** @description Nobody has registered yet */
            needed: boolean;
        };
        ImportCustomersImportOutputBody: {
            /**
             * Format: int64
             * @description Made, or to be made
             */
            created: number;
            /** @description Why, under row <number>.<column> */
            problems: components["schemas"]["PartyProblemBody"][];
            /** Format: int64 */
            rows: number;
            /**
             * Format: int64
             * @description Rows left out
             */
            skipped: number;
        };
        ImportOpeningStockImportOutputBody: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            documentId?: string;
            documentNo?: string;
            /**
             * Format: decimal
             * @description Sum over the rows, to compare with the source
             * @example 12
             */
            quantity: string;
            /** Format: int64 */
            rows: number;
            /** @description draft where stock documents are reviewed */
            state?: string;
            /**
             * Format: decimal
             * @description Sum over the rows; needs cost.see
             * @example 3.141593
             */
            value?: string;
        };
        ImportProductsImportSheetOutputBody: {
            /** @description Why, under row <number>.<column> */
            problems: components["schemas"]["CatalogWarningBody"][];
            /**
             * Format: int64
             * @description Made, or to be made
             */
            products: number;
            /** Format: int64 */
            rows: number;
            /**
             * Format: int64
             * @description Products left out
             */
            skipped: number;
            /**
             * Format: int64
             * @description Made, or to be made
             */
            skus: number;
        };
        IndustryAttribute: {
            name: string;
            values: string[];
        };
        IndustryInfo: {
            attributes: components["schemas"]["IndustryAttribute"][];
            key: string;
            lotExpiry: boolean;
            nameEn: string;
            nameZh: string;
            units: string[];
        };
        Invitation: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            name: string;
            roleIds: string[];
            roleNames: string[];
            /** @description Shops whoever joins may work with */
            shops: components["schemas"]["Scope"];
            /** @enum {string} */
            state: "open" | "accepted" | "revoked" | "expired";
            /** @description Warehouses whoever joins may work with */
            warehouses: components["schemas"]["Scope"];
        };
        InvitationOffer: {
            accountSet: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt: string;
            invitedBy: string;
            name: string;
        };
        InvitationPage: {
            items: components["schemas"]["Invitation"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        Job: {
            /** @description The arguments; in the detail only */
            args?: unknown;
            /** Format: int64 */
            attempt: number;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            endedAt?: string;
            /** @description Every failed attempt, oldest first; in the detail only */
            errors?: components["schemas"]["JobError"][];
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            kind: string;
            /** @description Jobs of one lane run one at a time */
            lane?: string;
            /** @description Of the last failed attempt, in the reader's language where it is known */
            lastError?: string;
            /** Format: int64 */
            maxAttempts: number;
            /**
             * Format: date-time
             * @description When it runs next or ran last
             * @example 2026-11-22T08:30:00Z
             */
            runAt: string;
            /**
             * Format: date-time
             * @description When the last attempt began
             * @example 2026-11-22T08:30:00Z
             */
            startedAt?: string;
            /** @description Who caused it */
            startedBy?: string;
            /** @enum {string} */
            state: "queued" | "scheduled" | "running" | "retrying" | "succeeded" | "failed" | "cancelled";
            /** @description What it is about */
            subject?: string;
        };
        JobError: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            at: string;
            /** Format: int64 */
            attempt: number;
            code?: string;
            detail: string;
            remedy?: string;
        };
        JobPage: {
            items: components["schemas"]["Job"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        JoinByInvitationJoinInputBody: {
            login: string;
            name: string;
            password: string;
            token: string;
        };
        ListAttachmentsAttachmentsOutputBody: {
            items: components["schemas"]["CatalogAttachment"][];
        };
        ListAttributesAttributesOutputBody: {
            items: components["schemas"]["CatalogAttribute"][];
        };
        ListCategoriesCategoriesOutputBody: {
            /** @description Parents before children */
            items: components["schemas"]["CatalogCategory"][];
        };
        ListIndustriesIndustriesOutputBody: {
            items: components["schemas"]["IndustryInfo"][];
        };
        ListLastPricesLastPricesOutputBody: {
            items: components["schemas"]["PartyLastPriceBody"][];
        };
        ListMarketsMarketsOutputBody: {
            items: components["schemas"]["ChannelMarket"][];
        };
        ListNumberRulesNumberingOutputBody: {
            items: components["schemas"]["NumberRule"][];
        };
        ListPermissionsPermissionsOutputBody: {
            items: components["schemas"]["PermissionInfo"][];
        };
        ListPriceLevelsLevelsOutputBody: {
            items: components["schemas"]["PartyLevelBody"][];
        };
        ListUnitGroupsUnitGroupsOutputBody: {
            items: components["schemas"]["CatalogUnitGroup"][];
        };
        LoginInputBody: {
            login: string;
            password: string;
        };
        LookAtInvitationInvitationTokenBody: {
            token: string;
        };
        LookAtPasswordResetResetTokenBody: {
            token: string;
        };
        MatchOnlineSkuPairInputBody: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId: string;
        };
        MatchOnlineSkusItem: {
            /**
             * @description Line of the match list
             * @example 301512034816000001
             */
            id: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId: string;
        };
        MatchOnlineSkusPairsInputBody: {
            pairs: components["schemas"]["MatchOnlineSkusItem"][];
        };
        MatchShopMatchResultOutputBody: {
            /**
             * Format: int64
             * @description Lines left because several have their code
             */
            ambiguous: number;
            /**
             * Format: int64
             * @description Pairs made
             */
            matched: number;
            /**
             * Format: int64
             * @description Other lines on sale without a pair, counted up to 10,000
             */
            unmatched: number;
        };
        NewInvitation: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            name: string;
            roleIds: string[];
            roleNames: string[];
            /** @description Shops whoever joins may work with */
            shops: components["schemas"]["Scope"];
            /** @enum {string} */
            state: "open" | "accepted" | "revoked" | "expired";
            token: string;
            url: string;
            /** @description Warehouses whoever joins may work with */
            warehouses: components["schemas"]["Scope"];
        };
        NewRole: {
            name: string;
            permissions: string[];
        };
        NewToken: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt?: string;
            /** @description Its first characters */
            hint: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * @description A personal token acts as its person; a service token belongs to the account set
             * @enum {string}
             */
            kind: "personal" | "service";
            /**
             * Format: date-time
             * @description To about five minutes
             * @example 2026-11-22T08:30:00Z
             */
            lastUsedAt?: string;
            name: string;
            /** @description A personal token can do of these what its person still may; those of the role now, if it has one */
            permissions: string[];
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            revokedAt?: string;
            /**
             * @description Role of a service token that has no permissions of its own
             * @example 301512034816000001
             */
            roleId?: string;
            roleName?: string;
            /** @description ht_…, shown this once */
            secret: string;
            /** @description Shops, likewise */
            shops?: components["schemas"]["Scope"];
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            /**
             * @description Whom it acts as; of a service token, who made it
             * @example 301512034816000001
             */
            userId: string;
            userName: string;
            /** @description Warehouses a service token may work with; a personal one has those of its person */
            warehouses?: components["schemas"]["Scope"];
        };
        NumberRule: {
            /** @enum {string} */
            date: "yyyyMMdd" | "yyyyMM" | "yyyy" | "none";
            /** Format: int64 */
            digits: number;
            docType: string;
            nameEn: string;
            nameZh: string;
            prefix: string;
        };
        OwnSession: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /** @description The one that asks */
            current: boolean;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            ip: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            seenAt: string;
            userAgent: string;
        };
        OwnSessionPage: {
            items: components["schemas"]["OwnSession"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        PartyCustomerBody: {
            active: boolean;
            address?: string;
            code: string;
            contact?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: decimal
             * @description 0 means none
             * @example 128.50
             */
            creditLimit: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            levelId: string;
            /** @description What customers of the level are called 零售客户 */
            levelName: string;
            mnemonic: string;
            name: string;
            note?: string;
            phone?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            updatedAt: string;
            /** Format: int64 */
            version: number;
        };
        PartyCustomerBodyPage: {
            items: components["schemas"]["PartyCustomerBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        PartyCustomerSave: {
            /** @description True when left out */
            active?: boolean;
            address?: string;
            /** @description Made by the numbering when left out */
            code?: string;
            contact?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            creditLimit?: string;
            /**
             * @description Retail when left out
             * @example 301512034816000001
             */
            levelId?: string;
            name: string;
            note?: string;
            phone?: string;
        };
        PartyLastPriceBody: {
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            docNo: string;
            /**
             * Format: decimal
             * @description Unit price in yuan, up to four decimals
             * @example 3.25
             */
            price: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            unitId: string;
        };
        PartyLevelBody: {
            /** @enum {string} */
            builtin?: "retail" | "wholesale";
            /** @description Of the customers who pay it 零售客户 */
            customerName: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @description Of the price 零售价 */
            name: string;
            /** Format: int64 */
            version: number;
        };
        PartyLevelSave: {
            customerName: string;
            name: string;
        };
        PartyProblemBody: {
            code: string;
            detail: string;
            field: string;
        };
        PasswordReset: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt: string;
            token: string;
            url: string;
        };
        PasswordResetOffer: {
            accountSet: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt: string;
            login: string;
            madeBy: string;
            name: string;
        };
        PermissionInfo: {
            group: string;
            key: string;
            nameEn: string;
            nameZh: string;
        };
        PostStockDocumentPostInputBody: {
            /**
             * Format: int64
             * @description The version it was seen in
             */
            version: number;
        };
        PostStockDocumentsSeenInputBody: {
            documents: components["schemas"]["Seen"][];
        };
        Preference: {
            value: unknown;
        };
        PreorderAttemptBody: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            answeredAt?: string;
            code?: string;
            /**
             * Format: date-time
             * @description When it was given up; it is still asked about for a week
             * @example 2026-11-22T08:30:00Z
             */
            endedAt?: string;
            /** Format: int64 */
            lookups: number;
            /** @description As 1688 worded it */
            message?: string;
            /** Format: int64 */
            number: number;
            /** @description Of the formal order on 1688 */
            orderId?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            paid?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            paidAt?: string;
            platformId?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            receiptId?: string;
            receiptNo?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            startedAt: string;
            /** @enum {string} */
            state: "open" | "created" | "refused" | "not_done" | "ended";
            token: string;
        };
        PreorderBody: {
            /**
             * Format: decimal
             * @description What 1688 asks for after the seller's adjustments
             * @example 128.50
             */
            actual?: string;
            /**
             * Format: decimal
             * @description Settlement amount 结算金额
             * @example 128.50
             */
            amount: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            customerName: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt?: string;
            /**
             * Format: decimal
             * @description Paid on another attempt on top of it; an advance of the customer
             * @example 128.50
             */
            extraPaid?: string;
            /**
             * Format: decimal
             * @description Borne by the customer; 0 means pick-up, else express
             * @example 128.50
             */
            fee: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            no: string;
            note?: string;
            /** @description Of the formal order on 1688 */
            orderId?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            paidAt?: string;
            /** @enum {string} */
            pay: "none" | "unpaid" | "ordered" | "paid" | "expired";
            /** @description What the QR code holds */
            payUrl?: string;
            /** @description Of the pre-order on 1688 */
            platformId?: string;
            /**
             * Format: date-time
             * @description When 1688 was asked last
             * @example 2026-11-22T08:30:00Z
             */
            polledAt?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            receiptId?: string;
            receiptNo?: string;
            /** @description Why it is not made, and what to do */
            refusal?: components["schemas"]["PreorderRefusalDTO"];
            /**
             * @description Id
             * @example 301512034816000001
             */
            saleId: string;
            saleNo: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            shopId: string;
            shopName: string;
            /** @enum {string} */
            upload: "waiting" | "checking" | "uploaded" | "refused" | "abandoned";
            /** @description A person may ask for it to be made again */
            uploadable: boolean;
        };
        PreorderBodyPage: {
            items: components["schemas"]["PreorderBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        PreorderDetailBody: {
            /**
             * Format: decimal
             * @description What 1688 asks for after the seller's adjustments
             * @example 128.50
             */
            actual?: string;
            /**
             * Format: decimal
             * @description Settlement amount 结算金额
             * @example 128.50
             */
            amount: string;
            /** @description The upload log 上传日志, newest first */
            attempts: components["schemas"]["PreorderAttemptBody"][];
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            customerName: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /** @description What 1688 holds or released of it (1688 担保交易), one for each payment */
            escrows: components["schemas"]["PreorderEscrowBody"][];
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt?: string;
            /**
             * Format: decimal
             * @description Paid on another attempt on top of it; an advance of the customer
             * @example 128.50
             */
            extraPaid?: string;
            /**
             * Format: decimal
             * @description Borne by the customer; 0 means pick-up, else express
             * @example 128.50
             */
            fee: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            no: string;
            note?: string;
            /** @description Of the formal order on 1688 */
            orderId?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            paidAt?: string;
            /** @enum {string} */
            pay: "none" | "unpaid" | "ordered" | "paid" | "expired";
            /** @description What the QR code holds */
            payUrl?: string;
            /** @description Of the pre-order on 1688 */
            platformId?: string;
            /**
             * Format: date-time
             * @description When 1688 was asked last
             * @example 2026-11-22T08:30:00Z
             */
            polledAt?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            receiptId?: string;
            receiptNo?: string;
            /** @description Why it is not made, and what to do */
            refusal?: components["schemas"]["PreorderRefusalDTO"];
            /**
             * @description Id
             * @example 301512034816000001
             */
            saleId: string;
            saleNo: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            shopId: string;
            shopName: string;
            /** @enum {string} */
            upload: "waiting" | "checking" | "uploaded" | "refused" | "abandoned";
            /** @description A person may ask for it to be made again */
            uploadable: boolean;
        };
        PreorderEscrowBody: {
            /**
             * Format: decimal
             * @description What the customer paid
             * @example 128.50
             */
            amount: string;
            /**
             * Format: date-time
             * @description When 1688 was asked last
             * @example 2026-11-22T08:30:00Z
             */
            askedAt?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            confirmedAt?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            customerName: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            escrowAccountId: string;
            /**
             * Format: date
             * @description The tenth day after shipping, when 1688 confirms by itself; not known until all is shipped
             * @example 2026-11-22
             */
            expectedOn?: string;
            /**
             * Format: decimal
             * @description What is still in the escrow account
             * @example 128.50
             */
            held: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            heldSince: string;
            /**
             * @description Why it is not released by itself: a person must handle it
             * @enum {string}
             */
            hold?: "refunding" | "refunded" | "closed" | "account" | "reversed" | "shop";
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @description Of the formal order on 1688 */
            orderId?: string;
            /** @description 自提: shipped is when the hand-over is registered on 1688 */
            pickUp: boolean;
            /**
             * Format: decimal
             * @description Given back according to 1688
             * @example 128.50
             */
            platformRefund: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            preorderId: string;
            preorderNo: string;
            /**
             * Format: decimal
             * @description Given back according to the books
             * @example 128.50
             */
            refund: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            releasedAt?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            releasedToId?: string;
            releasedToName?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            saleId: string;
            saleNo: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            shippedAt?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            shopId: string;
            shopName: string;
            /** @enum {string} */
            state: "paid" | "shipped" | "confirmed" | "released" | "refunded";
            /**
             * @description Id
             * @example 301512034816000001
             */
            transferId?: string;
            transferNo?: string;
            /** Format: int64 */
            version: number;
        };
        PreorderEscrowBodyPage: {
            items: components["schemas"]["PreorderEscrowBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        PreorderEscrowTotals: {
            /**
             * Format: decimal
             * @description Held, and a person must handle it
             * @example 128.50
             */
            difference: string;
            /** Format: int64 */
            differenceCount: number;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            held: string;
            /** Format: int64 */
            heldCount: number;
            /**
             * Format: decimal
             * @description Held past the day it was expected
             * @example 128.50
             */
            overdue: string;
            /** Format: int64 */
            overdueCount: number;
            /**
             * Format: decimal
             * @description Given back according to the books
             * @example 128.50
             */
            refunded: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            released: string;
            /** Format: int64 */
            releasedCount: number;
        };
        PreorderRefusalDTO: {
            code: string;
            detail: string;
            params?: {
                [key: string]: string;
            };
            remedy: string;
        };
        Problem: {
            /**
             * @description Stable, for programs
             * @example stock.short
             */
            code: string;
            /** @description What is wrong, in the language asked for */
            detail: string;
            /** @description One entry per wrong input */
            errors?: components["schemas"]["FieldProblem"][];
            /** @description The detail in zh-CN and en-US */
            messages: {
                [key: string]: string;
            };
            /** @description The values in the detail */
            params?: {
                [key: string]: string;
            };
            /** @description What to do about it */
            remedy?: string;
            /** @description Names this request in the server's log */
            requestId?: string;
            /** Format: int64 */
            status: number;
            /** @description The kind of problem, in the language asked for */
            title: string;
            /** @description Always about:blank; the code tells problems apart */
            type: string;
        };
        RejectSaleActInputBody: {
            /** @description Needed to reject */
            reason?: string;
            /** Format: int64 */
            version: number;
        };
        ReleaseEscrowReleaseInputBody: {
            /**
             * @description Where it arrived; the account of the shop when left out
             * @example 301512034816000001
             */
            fundAccountId?: string;
            /** Format: int64 */
            version: number;
        };
        RemoveOnlineSkusBatchInputBody: {
            ids: string[];
        };
        ReopenSaleActInputBody: {
            /** @description Needed to reject */
            reason?: string;
            /** Format: int64 */
            version: number;
        };
        ReportFindingBody: {
            check: string;
            /** @description What was found instead; likewise */
            got?: string;
            /** @description What should hold, in the language asked for */
            rule: string;
            /** @description What it does not hold for, likewise */
            subject: string;
            /** @description What the ledger says; left out where it tells costs and cost.see is missing */
            want?: string;
        };
        ReportHome: {
            /**
             * Format: int64
             * @description SKUs with negative stock in a warehouse
             */
            belowZero?: number;
            /**
             * Format: int64
             * @description Sales documents not finished
             */
            drafts?: number;
            hasOpeningStock?: boolean;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            openReceivables?: string;
            /**
             * Format: int64
             * @description Being looked up on 1688
             */
            preordersChecking?: number;
            /** Format: int64 */
            preordersRefused?: number;
            /** Format: int64 */
            preordersUnpaid?: number;
            /** Format: int64 */
            products?: number;
            /** @description Posted sales per day, oldest first, today last; days without are zero */
            sales?: components["schemas"]["ReportSalesDay"][];
            /** Format: int64 */
            shops?: number;
            /**
             * Format: int64
             * @description Shops whose authorisation ends soon or has ended
             */
            shopsExpiring?: number;
            /**
             * Format: decimal
             * @description Cost in yuan, up to six decimals
             * @example 3.141593
             */
            stockValue?: string;
            /**
             * Format: int64
             * @description Sales documents waiting for review
             */
            toReview?: number;
            /**
             * Format: int64
             * @description Online SKUs without a SKU of ours
             */
            unmatched?: number;
        };
        ReportSalesDay: {
            /**
             * Format: decimal
             * @description Cost in yuan, up to six decimals
             * @example 3.141593
             */
            cost?: string;
            /** Format: int64 */
            count: number;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            total: string;
        };
        RetryDownloadsBatchInputBody: {
            ids: string[];
        };
        RetryJobsBatchInputBody: {
            ids: string[];
        };
        ReverseEscrowReverseReleaseInputBody: {
            note?: string;
            /** Format: int64 */
            version: number;
        };
        ReverseFundTransferReverseTransferInputBody: {
            note?: string;
        };
        ReverseFundTransfersBatchInputBody: {
            ids: string[];
        };
        ReverseReceiptReverseInputBody: {
            /**
             * Format: date
             * @description Of the counter-receipt; today when left out
             * @example 2026-11-22
             */
            date?: string;
            note?: string;
        };
        ReverseReceiptsBatchInputBody: {
            ids: string[];
        };
        ReverseSaleActInputBody: {
            /** @description Needed to reject */
            reason?: string;
            /** Format: int64 */
            version: number;
        };
        ReverseSalesSeenInputBody: {
            documents: components["schemas"]["Seen"][];
        };
        ReverseStockDocumentReverseInputBody: {
            /**
             * Format: date
             * @description Of the counter-document; today when left out
             * @example 2026-11-22
             */
            date?: string;
            note?: string;
        };
        RevokeInvitationsBatchInputBody: {
            ids: string[];
        };
        RevokeTokensBatchInputBody: {
            ids: string[];
        };
        Role: {
            /** @description Key of a built-in role: owner, purchaser, purchase_reviewer, sales, warehouse, cashier, accountant, viewer */
            builtIn?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            name: string;
            permissions: string[];
            /** Format: int64 */
            userCount: number;
            /** Format: int64 */
            version: number;
        };
        RoleChange: {
            name: string;
            permissions: string[];
            /** Format: int64 */
            version: number;
        };
        RolePage: {
            items: components["schemas"]["Role"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        SaleDetailBody: {
            /**
             * Format: decimal
             * @description Cost in yuan, up to six decimals
             * @example 3.141593
             */
            cost?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            createdByName: string;
            customerCode: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            customerFee: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            customerName: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            discount: string;
            /** Format: int64 */
            discountBps: number;
            /**
             * @description How far a posted order has been served; what it lacks is reserved unless it is closed
             * @enum {string}
             */
            fulfilment?: "open" | "partial" | "done" | "closed";
            /**
             * @description Id
             * @example 301512034816000001
             */
            fundAccountId?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            goodsAmount: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            kind: string;
            lines: components["schemas"]["SaleDetailLineBody"][];
            no: string;
            note?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            paidNow: string;
            /** @enum {string} */
            pay?: "unpaid" | "partial" | "paid";
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            postedAt?: string;
            rejectedReason?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversedById?: string;
            reversedByNo?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversesId?: string;
            reversesNo?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            salespersonId?: string;
            salespersonName?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            settled: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            shopId?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            sourceId?: string;
            sourceNo?: string;
            state: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            taxAmount: string;
            taxIncluded: boolean;
            /**
             * Format: decimal
             * @description Settlement amount 结算金额
             * @example 128.50
             */
            total: string;
            /** Format: int64 */
            version: number;
            /** @description It has a 1688 pre-order, or will when it is posted */
            wantsPreorder: boolean;
            /**
             * @description Id
             * @example 301512034816000001
             */
            warehouseId: string;
            warehouseName: string;
        };
        SaleDetailLineBody: {
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            amount: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            baseQuantity: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            baseUnitId?: string;
            /**
             * Format: decimal
             * @description Cost in yuan, up to six decimals
             * @example 3.141593
             */
            cost?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            discount: string;
            /** Format: int64 */
            discountBps: number;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * Format: decimal
             * @description Sold from the order's line so far, in base units
             * @example 12
             */
            issued?: string;
            note?: string;
            picture?: string;
            /**
             * Format: decimal
             * @description Unit price in yuan, up to four decimals
             * @example 3.25
             */
            price: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            productId: string;
            productName: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            quantity: string;
            /**
             * Format: decimal
             * @description What the order's line still lacks, in base units
             * @example 12
             */
            remaining?: string;
            /**
             * Format: decimal
             * @description The same in the line's unit; left out where it does not convert exactly
             * @example 12
             */
            remainingInUnit?: string;
            /**
             * Format: decimal
             * @description What the customer owes for the line after the discount of the document
             * @example 128.50
             */
            settledAmount: string;
            skuCode: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            sourceLineId?: string;
            spec?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            taxAmount: string;
            /** Format: int64 */
            taxRateBps: number;
            /**
             * @description Id
             * @example 301512034816000001
             */
            unitId: string;
            unitName: string;
        };
        SaleLineBody: {
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            discount?: string;
            /** Format: int64 */
            discountBps?: number;
            note?: string;
            /**
             * Format: decimal
             * @description Per unit; the price of the customer's level when left out
             * @example 3.25
             */
            price?: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            quantity: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            sourceLineId?: string;
            /**
             * Format: int64
             * @description The product's rate when left out
             */
            taxRateBps?: number;
            /**
             * @description The base unit when left out
             * @example 301512034816000001
             */
            unitId?: string;
        };
        SaleQuoteBody: {
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            discount: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            goodsAmount: string;
            lines: components["schemas"]["SaleQuoteLineBody"][];
            /** @description What stock lacks, in the caller's language; the document could not be posted now */
            shortage?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            taxAmount: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            total: string;
        };
        SaleQuoteLineBody: {
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            amount: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            baseQuantity: string;
            /**
             * Format: decimal
             * @description Unit price in yuan, up to four decimals
             * @example 3.25
             */
            price: string;
            /** @description Set where stock lacks something for the line's SKU */
            shortage?: components["schemas"]["SaleShortageBody"];
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            taxAmount: string;
        };
        SaleRowBody: {
            /**
             * Format: decimal
             * @description Cost in yuan, up to six decimals
             * @example 3.141593
             */
            cost?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            customerName: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description How far a posted order has been served; what it lacks is reserved unless it is closed
             * @enum {string}
             */
            fulfilment?: "open" | "partial" | "done" | "closed";
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            kind: string;
            no: string;
            note?: string;
            /** @enum {string} */
            pay?: "unpaid" | "partial" | "paid";
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversedById?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversesId?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            settled: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            shopId?: string;
            state: string;
            /**
             * Format: decimal
             * @description Settlement amount 结算金额
             * @example 128.50
             */
            total: string;
            /** Format: int64 */
            version: number;
            /** @description It has a 1688 pre-order, or will when it is posted */
            wantsPreorder: boolean;
            warehouseName: string;
        };
        SaleRowBodyPage: {
            items: components["schemas"]["SaleRowBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        SaleSaveBody: {
            /**
             * Format: decimal
             * @description Fee borne by the customer 客户承担费用
             * @example 128.50
             */
            customerFee?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            /**
             * Format: date
             * @description Today when left out
             * @example 2026-11-22
             */
            date?: string;
            /**
             * Format: decimal
             * @description Discount of the whole document as an amount
             * @example 128.50
             */
            discount?: string;
            /**
             * Format: int64
             * @description Discount of the whole document in 1/10,000
             */
            discountBps?: number;
            /**
             * @description Where paidNow went
             * @example 301512034816000001
             */
            fundAccountId?: string;
            /**
             * @default issue
             * @enum {string}
             */
            kind: "order" | "issue" | "return";
            lines: components["schemas"]["SaleLineBody"][];
            /**
             * @description draft keeps it without effect; post posts it, or submits it where the set reviews documents
             * @enum {string}
             */
            mode: "draft" | "post";
            note?: string;
            /**
             * Format: decimal
             * @description Received on the spot 本次收款
             * @example 128.50
             */
            paidNow?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            salespersonId?: string;
            /**
             * @description Needed when the set has several 1688 shops
             * @example 301512034816000001
             */
            shopId?: string;
            /**
             * @description The order an issue comes from, the issue a return is of
             * @example 301512034816000001
             */
            sourceId?: string;
            /** @description Prices contain the tax; true when left out */
            taxIncluded?: boolean;
            /** @description Make a 1688 pre-order; as the shop is set up when left out */
            wantsPreorder?: boolean;
            /**
             * @description When left out, the warehouse of the shop, or else the default one
             * @example 301512034816000001
             */
            warehouseId?: string;
        };
        SaleShortageBody: {
            available: string;
            need: string;
            short: string;
        };
        Scope: {
            all: boolean;
            /** @description Which, unless all */
            ids?: string[];
        };
        Seen: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * Format: int64
             * @description The version it was seen in
             */
            version: number;
        };
        Session: {
            accountSets: components["schemas"]["SessionSet"][];
            mayCreateAccountSet: boolean;
            /** @description The token that asks, when it is one; a service token is not its user, who made it */
            token?: components["schemas"]["TokenUse"];
            user: components["schemas"]["SessionUser"];
        };
        SessionSet: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @description Modules that are switched on: sell1688, buy1688 */
            modules: string[];
            name: string;
            owner: boolean;
            permissions: string[];
            /** @description Shops the person may work with */
            shops: components["schemas"]["Scope"];
            /** @description Warehouses the person may work with */
            warehouses: components["schemas"]["Scope"];
        };
        SessionUser: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @enum {string} */
            language: "zh-CN" | "en-US";
            login: string;
            name: string;
        };
        SetCategoryProductsProductsActInputBody: {
            /**
             * Format: int64
             * @description Of set-price without price: change by this share, in 1/10,000
             */
            byBps?: number;
            /**
             * @description Of set-category; empty takes them out of theirs
             * @example 301512034816000001
             */
            categoryId?: string;
            ids: string[];
            /**
             * @description Of set-price
             * @example 301512034816000001
             */
            levelId?: string;
            /** @description Of set-negative-stock */
            negativeStock?: boolean;
            /**
             * Format: decimal
             * @description Of set-price: the new price
             * @example 3.25
             */
            price?: string;
        };
        SetLevelCustomersLevelInputBody: {
            ids: string[];
            /**
             * @description Id
             * @example 301512034816000001
             */
            levelId: string;
        };
        SetNegativeStockProductsProductsActInputBody: {
            /**
             * Format: int64
             * @description Of set-price without price: change by this share, in 1/10,000
             */
            byBps?: number;
            /**
             * @description Of set-category; empty takes them out of theirs
             * @example 301512034816000001
             */
            categoryId?: string;
            ids: string[];
            /**
             * @description Of set-price
             * @example 301512034816000001
             */
            levelId?: string;
            /** @description Of set-negative-stock */
            negativeStock?: boolean;
            /**
             * Format: decimal
             * @description Of set-price: the new price
             * @example 3.25
             */
            price?: string;
        };
        SetNumberRuleNumberingOutputBody: {
            items: components["schemas"]["NumberRule"][];
        };
        SetNumberRuleNumberRuleInputBody: {
            /** @enum {string} */
            date: "yyyyMMdd" | "yyyyMM" | "yyyy" | "none";
            /** Format: int64 */
            digits: number;
            prefix: string;
        };
        SetPolicies: {
            /**
             * @description One average cost per SKU in the set, or per warehouse
             * @enum {string}
             */
            costingScope: "set" | "warehouse";
            /** @description Key of an industry, see list-industries */
            industry: string;
            /** @description New products carry lot and expiry; when left out what the trade does, and in the settings what it was */
            lotExpiry?: boolean;
            modules?: ("sell1688" | "buy1688")[];
            name: string;
            /** @description People may approve their own documents */
            ownApproval?: boolean;
            /**
             * Format: date
             * @description Documents before it are refused; today when left out
             * @example 2026-11-22
             */
            startDate?: string;
            /** @description Stock documents need review */
            stockReview: boolean;
            /** @description Documents carry tax */
            taxAccounted: boolean;
        };
        SetPriceProductsProductsActInputBody: {
            /**
             * Format: int64
             * @description Of set-price without price: change by this share, in 1/10,000
             */
            byBps?: number;
            /**
             * @description Of set-category; empty takes them out of theirs
             * @example 301512034816000001
             */
            categoryId?: string;
            ids: string[];
            /**
             * @description Of set-price
             * @example 301512034816000001
             */
            levelId?: string;
            /** @description Of set-negative-stock */
            negativeStock?: boolean;
            /**
             * Format: decimal
             * @description Of set-price: the new price
             * @example 3.25
             */
            price?: string;
        };
        Settings: {
            /**
             * @description One average cost per SKU in the set, or per warehouse
             * @enum {string}
             */
            costingScope: "set" | "warehouse";
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @description Key of an industry, see list-industries */
            industry: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            lockedAt?: string;
            /** @description Number of the document that fixed them */
            lockedBy?: string;
            /** @description New products carry lot and expiry; when left out what the trade does, and in the settings what it was */
            lotExpiry?: boolean;
            modules?: ("sell1688" | "buy1688")[];
            name: string;
            /** @description People may approve their own documents */
            ownApproval?: boolean;
            /** @description Something was posted: start date and costing are fixed */
            policiesLocked: boolean;
            /**
             * Format: date
             * @description Documents before it are refused; today when left out
             * @example 2026-11-22
             */
            startDate?: string;
            /** @description Stock documents need review */
            stockReview: boolean;
            /** @description Documents carry tax */
            taxAccounted: boolean;
            timeZone: string;
            /**
             * Format: date
             * @description The business date now
             * @example 2026-11-22
             */
            today: string;
            /** Format: int64 */
            version: number;
        };
        SettingsChange: {
            /**
             * @description One average cost per SKU in the set, or per warehouse
             * @enum {string}
             */
            costingScope: "set" | "warehouse";
            /** @description Key of an industry, see list-industries */
            industry: string;
            /** @description New products carry lot and expiry; when left out what the trade does, and in the settings what it was */
            lotExpiry?: boolean;
            modules?: ("sell1688" | "buy1688")[];
            name: string;
            /** @description People may approve their own documents */
            ownApproval?: boolean;
            /**
             * Format: date
             * @description Documents before it are refused; today when left out
             * @example 2026-11-22
             */
            startDate?: string;
            /** @description Stock documents need review */
            stockReview: boolean;
            /** @description Documents carry tax */
            taxAccounted: boolean;
            /** Format: int64 */
            version: number;
        };
        SettleEscrowRefundSettleRefundInputBody: {
            /**
             * @description A refund (退款单) out of the escrow account to the same customer, of the amount that 1688 gave back
             * @example 301512034816000001
             */
            refundId: string;
            /** Format: int64 */
            version: number;
        };
        SetupInputBody: {
            login: string;
            name: string;
            password: string;
        };
        StartDownloadDownloadInputBody: {
            /**
             * @description create makes products too; online_only reads online data only 仅下载线上商品信息
             * @enum {string}
             */
            mode: "create" | "online_only";
            /** @description Offer ids or links to offers, separated by commas; all online offers when blank */
            offerIds?: string;
        };
        StockBalanceBody: {
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            available: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            onHand: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            onOrder: string;
            picture?: string;
            productCode: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            productId: string;
            productName: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            reserved: string;
            skuCode?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId?: string;
            spec?: string;
            /**
             * Format: decimal
             * @description value / onHand; needs cost.see
             * @example 3.141593
             */
            unitCost?: string;
            /**
             * Format: decimal
             * @description Needs cost.see
             * @example 3.141593
             */
            value?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            warehouseId?: string;
            warehouseName?: string;
        };
        StockBalanceBodyPage: {
            items: components["schemas"]["StockBalanceBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        StockDocumentBody: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            createdBy: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            kind: string;
            /** Format: int64 */
            lineCount: number;
            lines: components["schemas"]["StockDocumentLineBody"][];
            no: string;
            note?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            postedAt?: string;
            postedBy?: string;
            /**
             * Format: decimal
             * @description Sum over the lines; out below zero
             * @example 12
             */
            quantity: string;
            reason?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversedById?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversesId?: string;
            state: string;
            /**
             * Format: decimal
             * @description Needs cost.see
             * @example 3.141593
             */
            value?: string;
            /** Format: int64 */
            version: number;
        };
        StockDocumentLineBody: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            picture?: string;
            productName: string;
            /**
             * Format: decimal
             * @description In base units; out below zero
             * @example 12
             */
            quantity: string;
            skuCode: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId: string;
            spec?: string;
            /** @description The base unit */
            unit: string;
            /**
             * Format: decimal
             * @description Needs cost.see
             * @example 3.141593
             */
            unitCost?: string;
            /**
             * Format: decimal
             * @description Needs cost.see
             * @example 3.141593
             */
            value?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            warehouseId: string;
            warehouseName: string;
            zeroCost?: boolean;
        };
        StockDocumentRowBody: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            createdBy: string;
            /**
             * Format: date
             * @description Business date
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            kind: string;
            /** Format: int64 */
            lineCount: number;
            no: string;
            note?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            postedAt?: string;
            postedBy?: string;
            /**
             * Format: decimal
             * @description Sum over the lines; out below zero
             * @example 12
             */
            quantity: string;
            reason?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversedById?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            reversesId?: string;
            state: string;
            /**
             * Format: decimal
             * @description Needs cost.see
             * @example 3.141593
             */
            value?: string;
            /** Format: int64 */
            version: number;
        };
        StockDocumentRowBodyPage: {
            items: components["schemas"]["StockDocumentRowBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        StockLineSave: {
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            amount?: string;
            /**
             * Format: decimal
             * @description In base units, above zero; of an issue too
             * @example 12
             */
            quantity?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            skuId: string;
            /**
             * Format: decimal
             * @description Receipts take two of quantity, unitCost and amount; with all three the amount counts
             * @example 3.141593
             */
            unitCost?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            warehouseId: string;
            /** @description Confirms that the line cost nothing */
            zeroCost?: boolean;
        };
        StockMoveBody: {
            /**
             * Format: date
             * @description Of the document; costing follows the order of posting
             * @example 2026-11-22
             */
            date: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            docId: string;
            docKind: string;
            docNo: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * Format: decimal
             * @description In the warehouse, after the move
             * @example 12
             */
            onHand: string;
            /**
             * Format: decimal
             * @description In the cost scope, after the move
             * @example 12
             */
            poolQuantity: string;
            /**
             * Format: decimal
             * @description Of the cost scope, after the move; needs cost.see
             * @example 3.141593
             */
            poolValue?: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            postedAt: string;
            /**
             * Format: decimal
             * @description In above zero, out below; zero for a true-up
             * @example 12
             */
            quantity: string;
            /**
             * @description The document whose issue below zero this corrects
             * @example 301512034816000001
             */
            trueUpOf?: string;
            /**
             * Format: decimal
             * @description Needs cost.see
             * @example 3.141593
             */
            value?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            warehouseId: string;
            warehouseName: string;
        };
        StockMoveBodyPage: {
            items: components["schemas"]["StockMoveBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        StockTotalsBody: {
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            onHand: string;
            /** Format: int64 */
            rows: number;
            /**
             * Format: decimal
             * @description Needs cost.see
             * @example 3.141593
             */
            value?: string;
        };
        StockWarehouseBody: {
            active: boolean;
            address?: string;
            code: string;
            /** @description The one that documents take by themselves */
            default: boolean;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            name: string;
            /** Format: int64 */
            version: number;
        };
        StockWarehouseBodyPage: {
            items: components["schemas"]["StockWarehouseBody"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        StockWarehouseSave: {
            /** @description True when left out */
            active?: boolean;
            address?: string;
            code: string;
            /** @description Taken from the warehouse that has it; the default cannot be given up otherwise */
            default?: boolean;
            name: string;
        };
        SuggestBestSkusSuggestInputBody: {
            ids: string[];
        };
        SuggestBestSkusSuggestOutputBody: {
            results: components["schemas"]["ChannelSuggestResult"][];
        };
        SuggestSkusSuggestionsOutputBody: {
            items: components["schemas"]["ChannelSuggestionBody"][];
        };
        Task: {
            cancelRequested?: boolean;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            failed: number;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            finishedAt?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            kind: string;
            message?: string;
            /** @description The message in zh-CN and en-US */
            messages?: {
                [key: string]: string;
            };
            /**
             * @description Id
             * @example 301512034816000001
             */
            refId?: string;
            refKind?: string;
            startedBy?: string;
            state: string;
            title: string;
            /** Format: int64 */
            total: number;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            updatedAt: string;
        };
        TaskPage: {
            items: components["schemas"]["Task"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        Token: {
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            expiresAt?: string;
            /** @description Its first characters */
            hint: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * @description A personal token acts as its person; a service token belongs to the account set
             * @enum {string}
             */
            kind: "personal" | "service";
            /**
             * Format: date-time
             * @description To about five minutes
             * @example 2026-11-22T08:30:00Z
             */
            lastUsedAt?: string;
            name: string;
            /** @description A personal token can do of these what its person still may; those of the role now, if it has one */
            permissions: string[];
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            revokedAt?: string;
            /**
             * @description Role of a service token that has no permissions of its own
             * @example 301512034816000001
             */
            roleId?: string;
            roleName?: string;
            /** @description Shops, likewise */
            shops?: components["schemas"]["Scope"];
            /** @enum {string} */
            state: "active" | "expired" | "revoked";
            /**
             * @description Whom it acts as; of a service token, who made it
             * @example 301512034816000001
             */
            userId: string;
            userName: string;
            /** @description Warehouses a service token may work with; a personal one has those of its person */
            warehouses?: components["schemas"]["Scope"];
        };
        TokenPage: {
            items: components["schemas"]["Token"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        TokenUse: {
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @enum {string} */
            kind: "personal" | "service";
            name: string;
        };
        UnmatchOnlineSkusBatchInputBody: {
            ids: string[];
        };
        UpdateAttributeAttributesOutputBody: {
            items: components["schemas"]["CatalogAttribute"][];
        };
        UpdateBuyerAccountUpdateBuyerInputBody: {
            enabled: boolean;
            /** @description What it is called here; nothing changes on 1688 */
            name: string;
            /** Format: int64 */
            version: number;
        };
        UpdateCategoryCategoryUpdateBody: {
            name: string;
            /**
             * @description Left out: at the root
             * @example 301512034816000001
             */
            parentId?: string;
            /** Format: int64 */
            version: number;
        };
        UpdateCustomerUpdateInputBody: {
            /** @description True when left out */
            active?: boolean;
            address?: string;
            /** @description Made by the numbering when left out */
            code?: string;
            contact?: string;
            /**
             * Format: decimal
             * @description Amount in yuan, two decimals
             * @example 128.50
             */
            creditLimit?: string;
            /**
             * @description Retail when left out
             * @example 301512034816000001
             */
            levelId?: string;
            name: string;
            note?: string;
            phone?: string;
            /** Format: int64 */
            version: number;
        };
        UpdateFundAccountUpdateFundInputBody: {
            /** @description True when left out */
            active?: boolean;
            default?: boolean;
            /**
             * @description Needed for a new account; does not change
             * @enum {string}
             */
            kind?: "cash" | "bank" | "alipay" | "escrow";
            name: string;
            note?: string;
            number?: string;
            /**
             * Format: int64
             * @description The version the change was made on
             */
            version: number;
        };
        UpdateMeMeInputBody: {
            /** @enum {string} */
            language?: "zh-CN" | "en-US";
            name?: string;
        };
        UpdatePriceLevelLevelUpdateBody: {
            customerName: string;
            name: string;
            /** Format: int64 */
            version: number;
        };
        UpdateProductProductOutputBody: {
            active: boolean;
            /** @description Names in order; empty for a plain product */
            attributes: string[];
            brand: string;
            /** @description Names from the root, joined by / */
            category: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            categoryId?: string;
            code: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * Format: int64
             * @description Days from production to expiry; 0 when it does not expire
             */
            expiryDays: number;
            /**
             * Format: decimal
             * @description Centimetres
             * @example 12
             */
            height: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /** @enum {string} */
            kind: "normal";
            /**
             * Format: decimal
             * @description Centimetres
             * @example 12
             */
            length: string;
            lotTracked: boolean;
            /** @description 助记码, pinyin initials unless given */
            mnemonic: string;
            name: string;
            /** @description May be sold below zero */
            negativeStock: boolean;
            note: string;
            /** @description The main one first */
            pictures: components["schemas"]["CatalogPicture"][];
            skus: components["schemas"]["CatalogSKU"][];
            /** @description The online offer it was made from */
            source?: components["schemas"]["CatalogSource"];
            /** @description 规格型号 of the whole product */
            spec: string;
            /**
             * Format: int64
             * @description Tax rate in hundredths of a percent: 1300 is 13 %
             */
            taxRateBps: number;
            /**
             * @description Id
             * @example 301512034816000001
             */
            unitGroupId: string;
            /** @description The base unit first */
            units: components["schemas"]["CatalogUnitFactor"][];
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            updatedAt: string;
            /** Format: int64 */
            version: number;
            /** @description Worth a second look, such as a barcode's check digit */
            warnings: components["schemas"]["CatalogWarningBody"][];
            /**
             * Format: decimal
             * @description Kilograms
             * @example 12
             */
            weight: string;
            /**
             * Format: decimal
             * @description Centimetres
             * @example 12
             */
            width: string;
        };
        UpdateProductProductUpdateBody: {
            /** @description Names in order, made when missing; none for a plain product */
            attributes?: string[];
            brand?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            categoryId?: string;
            /** @description Blank: a number is drawn */
            code?: string;
            /** Format: int64 */
            expiryDays?: number;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            height?: string;
            /** @description Not to be sold any more */
            inactive?: boolean;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            length?: string;
            /** @description When left out what the account set does with new products, and of an existing one what it was */
            lotTracked?: boolean;
            /** @description Blank: made from the name */
            mnemonic?: string;
            name: string;
            negativeStock?: boolean;
            note?: string;
            pictures?: components["schemas"]["CatalogPictureInput"][];
            /** @description Of a plain product at most one, whose code is the product's */
            skus?: components["schemas"]["CatalogSKUInput"][];
            spec?: string;
            /** Format: int64 */
            taxRateBps?: number;
            /** @description Name of the base unit, instead of unitGroupId; it is made when missing */
            unit?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            unitGroupId?: string;
            /** Format: int64 */
            version: number;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            weight?: string;
            /**
             * Format: decimal
             * @description Quantity, up to four decimals
             * @example 12
             */
            width?: string;
        };
        UpdateSaleUpdateInputBody: {
            /**
             * Format: decimal
             * @description Fee borne by the customer 客户承担费用
             * @example 128.50
             */
            customerFee?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            customerId: string;
            /**
             * Format: date
             * @description Today when left out
             * @example 2026-11-22
             */
            date?: string;
            /**
             * Format: decimal
             * @description Discount of the whole document as an amount
             * @example 128.50
             */
            discount?: string;
            /**
             * Format: int64
             * @description Discount of the whole document in 1/10,000
             */
            discountBps?: number;
            /**
             * @description Where paidNow went
             * @example 301512034816000001
             */
            fundAccountId?: string;
            /**
             * @default issue
             * @enum {string}
             */
            kind: "order" | "issue" | "return";
            lines: components["schemas"]["SaleLineBody"][];
            /**
             * @description draft keeps it without effect; post posts it, or submits it where the set reviews documents
             * @enum {string}
             */
            mode: "draft" | "post";
            note?: string;
            /**
             * Format: decimal
             * @description Received on the spot 本次收款
             * @example 128.50
             */
            paidNow?: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            salespersonId?: string;
            /**
             * @description Needed when the set has several 1688 shops
             * @example 301512034816000001
             */
            shopId?: string;
            /**
             * @description The order an issue comes from, the issue a return is of
             * @example 301512034816000001
             */
            sourceId?: string;
            /** @description Prices contain the tax; true when left out */
            taxIncluded?: boolean;
            /**
             * Format: int64
             * @description The version the change was made on
             */
            version: number;
            /** @description Make a 1688 pre-order; as the shop is set up when left out */
            wantsPreorder?: boolean;
            /**
             * @description When left out, the warehouse of the shop, or else the default one
             * @example 301512034816000001
             */
            warehouseId?: string;
        };
        UpdateShopInputBody: {
            department?: string;
            enabled: boolean;
            /** @description Code of a market; empty unbinds */
            market?: string;
            /** @description Name of a market that is not listed */
            marketName?: string;
            name: string;
            /**
             * @description The fund account that 1688 pays out to once a buyer has confirmed; the default of Alipay when left out
             * @example 301512034816000001
             */
            releaseAccountId?: string;
            /** Format: int64 */
            version: number;
            /**
             * @description What its sales documents sell from when they name no warehouse; the set's default when left out
             * @example 301512034816000001
             */
            warehouseId?: string;
        };
        UpdateStockDocumentUpdateDocumentInputBody: {
            /**
             * Format: date
             * @description Opening stock: the start date when left out; else today
             * @example 2026-11-22
             */
            date?: string;
            /** @enum {string} */
            kind: "opening_stock" | "other_in" | "other_out";
            lines: components["schemas"]["StockLineSave"][];
            note?: string;
            /** @description other_in: found, gift, correction, other; other_out: lost, gift, own_use, correction, other */
            reason?: string;
            /**
             * Format: int64
             * @description The version the change was made on
             */
            version: number;
        };
        UpdateUnitGroupUnitGroupsOutputBody: {
            items: components["schemas"]["CatalogUnitGroup"][];
        };
        UpdateUnitUnitGroupsOutputBody: {
            items: components["schemas"]["CatalogUnitGroup"][];
        };
        UpdateUnitUnitUpdateBody: {
            /**
             * Format: int64
             * @description How many decimal places a quantity in this unit may have
             */
            decimals: number;
        };
        UpdateWarehouseInputBody: {
            /** @description True when left out */
            active?: boolean;
            address?: string;
            code: string;
            /** @description Taken from the warehouse that has it; the default cannot be given up otherwise */
            default?: boolean;
            name: string;
            /**
             * Format: int64
             * @description The version the change was made on
             */
            version: number;
        };
        UploadPreordersBatchInputBody: {
            ids: string[];
        };
        UsePasswordResetUseResetInputBody: {
            /** @description The new one */
            password: string;
            token: string;
        };
        User: {
            active: boolean;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            createdAt: string;
            /**
             * @description Id
             * @example 301512034816000001
             */
            id: string;
            /**
             * Format: date-time
             * @description Instant, UTC
             * @example 2026-11-22T08:30:00Z
             */
            lastLoginAt?: string;
            login: string;
            name: string;
            owner: boolean;
            roleIds: string[];
            /** @description In the order of roleIds */
            roleNames: string[];
            /** @description Shops the person may work with */
            shops: components["schemas"]["Scope"];
            /** Format: int64 */
            version: number;
            /** @description Warehouses the person may work with */
            warehouses: components["schemas"]["Scope"];
        };
        UserChange: {
            active: boolean;
            roleIds: string[];
            shops: components["schemas"]["Scope"];
            /** Format: int64 */
            version: number;
            warehouses: components["schemas"]["Scope"];
        };
        UserPage: {
            items: components["schemas"]["User"][];
            /** Format: int64 */
            page: number;
            /** Format: int64 */
            pageSize: number;
            /**
             * Format: int64
             * @description Number of rows in all; counting stops at 10,000, at 1,000 when searching
             */
            total: number;
            /** @description There are more rows than total says */
            totalIsLowerBound: boolean;
        };
        VerifyOutputBody: {
            findings: components["schemas"]["ReportFindingBody"][];
            ok: boolean;
        };
        VoidSaleActInputBody: {
            /** @description Needed to reject */
            reason?: string;
            /** Format: int64 */
            version: number;
        };
        VoidSalesSeenInputBody: {
            documents: components["schemas"]["Seen"][];
        };
        WithdrawSaleActInputBody: {
            /** @description Needed to reject */
            reason?: string;
            /** Format: int64 */
            version: number;
        };
    };
    responses: never;
    parameters: {
        /** @description The account set to work in; may be left out by tokens and by people with one set */
        AccountSet: string;
        /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "create-account-set": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPolicies"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionSet"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-attributes": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAttributesAttributesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-attribute": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAttributeAttributeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateAttributeAttributesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-attribute": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogAttributeEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateAttributeAttributesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-attribute": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-audit": {
        parameters: {
            query?: {
                action?: string;
                entity?: string;
                /** @description Id */
                entityId?: string;
                /** @description First day, in the account set's zone */
                from?: string;
                page?: number;
                pageSize?: number;
                /** @description Id */
                personId?: string;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Last day */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-buyer-accounts": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-buyer-account": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-buyer-account": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateBuyerAccountUpdateBuyerInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-buyer-account": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "verify-buyer-account": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "examine-buyer-account": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExamineBuyerAccountFindingsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-buyer-account-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-buyer-account-log": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopLogBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "authorize-buyer-account": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorizeBuyerAccountBeginOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-categories": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCategoriesCategoriesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-category": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogCategorySave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCategory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-category": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCategoryCategoryUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogCategory"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-category": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-customers": {
        parameters: {
            query?: {
                active?: "true" | "false";
                /** @description Id */
                levelId?: string;
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyCustomerBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-customer": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyCustomerSave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyCustomerBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customer": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyCustomerBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-customer": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCustomerUpdateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyCustomerBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-customer": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-customer-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-last-prices": {
        parameters: {
            query?: {
                /** @description Repeatable */
                skuId?: string[];
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListLastPricesLastPricesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customer-statement": {
        parameters: {
            query?: {
                /** @description Business date */
                from?: string;
                /** @description Business date */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceStatementBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "activate-customers": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivateCustomersBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deactivate-customers": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeactivateCustomersBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-customers": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteCustomersBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-level-customers": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetLevelCustomersLevelInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-customers": {
        parameters: {
            query?: {
                active?: "true" | "false";
                format?: "xlsx" | "csv";
                /** @description Id */
                levelId?: string;
                /** @description As for the list */
                q?: string;
                /** @description As for the list */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "import-customers": {
        parameters: {
            query?: {
                /** @description Only check, exactly as the import would */
                dryRun?: boolean;
                /** @description Leave out rows with problems instead of refusing the sheet */
                skipBad?: boolean;
            };
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportCustomersImportOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customer-template": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-download": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDownloadBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cancel-download": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDownloadBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "retry-download": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDownloadBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-download-issues": {
        parameters: {
            query?: {
                kind?: "failed" | "refused" | "notice";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelIssueBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cancel-downloads": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelDownloadsBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "retry-downloads": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryDownloadsBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-entries": {
        parameters: {
            query?: {
                /** @description Entries of this document */
                docId?: string;
                /** @description Business date */
                from?: string;
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Business date */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceEntryBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-escrows": {
        parameters: {
            query?: {
                /** @description Only what a person must handle */
                difference?: boolean;
                /** @description Held, and expected to be released on this day or before */
                dueTo?: string;
                /** @description First day of payment */
                from?: string;
                page?: number;
                pageSize?: number;
                /** @description Id */
                preorderId?: string;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description Id */
                shopId?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description held: paid, shipped or confirmed */
                state?: "held" | "paid" | "shipped" | "confirmed" | "released" | "refunded";
                /** @description Last day of payment */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderEscrowBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-escrow": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderEscrowBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "check-escrow": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderEscrowBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "release-escrow": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseEscrowReleaseInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderEscrowBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reverse-escrow": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseEscrowReverseReleaseInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderEscrowBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "settle-escrow-refund": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleEscrowRefundSettleRefundInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderEscrowBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "sum-escrows": {
        parameters: {
            query?: {
                /** @description Only what a person must handle */
                difference?: boolean;
                /** @description Held, and expected to be released on this day or before */
                dueTo?: string;
                /** @description First day of payment */
                from?: string;
                /** @description Id */
                preorderId?: string;
                /** @description As for the list */
                q?: string;
                /** @description Id */
                shopId?: string;
                /** @description held: paid, shipped or confirmed */
                state?: "held" | "paid" | "shipped" | "confirmed" | "released" | "refunded";
                /** @description Last day of payment */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderEscrowTotals"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events: {
        parameters: {
            query?: {
                /** @description Instead of the header, which an EventSource cannot send */
                accountSet?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
        };
    };
    "upload-file": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/jpeg,image/png,image/webp": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogFile"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-fund-accounts": {
        parameters: {
            query?: {
                active?: "true" | "false";
                kind?: "cash" | "bank" | "alipay" | "escrow";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceFundBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-fund-account": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinanceFundSave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceFundBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-fund-account": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceFundBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-fund-account": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateFundAccountUpdateFundInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceFundBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-fund-account-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "activate-fund-accounts": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivateFundAccountsBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deactivate-fund-accounts": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeactivateFundAccountsBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-fund-transfers": {
        parameters: {
            query?: {
                /** @description Entered by a person, or made by 1688 escrow */
                byHand?: "true" | "false";
                /** @description First day */
                from?: string;
                /** @description On either side */
                fundAccountId?: string;
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Last day */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceTransferBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-fund-transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinanceTransferSave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceTransferBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-fund-transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceTransferBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reverse-fund-transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseFundTransferReverseTransferInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceTransferBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-fund-transfer-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reverse-fund-transfers": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseFundTransfersBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-fund-transfers": {
        parameters: {
            query?: {
                /** @description Entered by a person, or made by 1688 escrow */
                byHand?: "true" | "false";
                format?: "xlsx" | "csv";
                /** @description First day */
                from?: string;
                /** @description On either side */
                fundAccountId?: string;
                /** @description As for the list */
                q?: string;
                /** @description As for the list */
                sort?: string;
                /** @description Last day */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-home": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportHome"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-industries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListIndustriesIndustriesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-invitations": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description Id */
                roleId?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                state?: "open" | "accepted" | "revoked" | "expired";
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-invitation": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInvitationInviteInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewInvitation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-invitation": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "accept-invitation": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitationInvitationTokenBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "join-by-invitation": {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinByInvitationJoinInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "look-at-invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookAtInvitationInvitationTokenBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationOffer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-invitations": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeInvitationsBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-jobs": {
        parameters: {
            query?: {
                kind?: string;
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Only these states */
                state?: ("queued" | "scheduled" | "running" | "retrying" | "succeeded" | "failed" | "cancelled")[];
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-job": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cancel-jobs": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelJobsBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "retry-jobs": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryJobsBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-markets": {
        parameters: {
            query?: {
                q?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListMarketsMarketsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-me": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateMeMeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-password": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordPasswordInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-preference": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preference"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-preference": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preference"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preference"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-own-sessions": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnSessionPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "end-own-session": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-online-skus": {
        parameters: {
            query?: {
                offer?: "online" | "offline";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description Id */
                shopId?: string;
                /** @description Lines matched with this SKU */
                skuId?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description ambiguous: unmatched, since several lines have the code */
                state?: "matched" | "unmatched" | "ambiguous";
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelLineBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-online-sku": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelLineBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "match-online-sku": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchOnlineSkuPairInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelLineBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "unmatch-online-sku": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelLineBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "suggest-skus": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestSkusSuggestionsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "match-online-skus": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchOnlineSkusPairsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-online-skus": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemoveOnlineSkusBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "suggest-best-skus": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestBestSkusSuggestInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestBestSkusSuggestOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "unmatch-online-skus": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnmatchOnlineSkusBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "look-at-password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookAtPasswordResetResetTokenBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordResetOffer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "use-password-reset": {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UsePasswordResetUseResetInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPermissionsPermissionsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-preorders": {
        parameters: {
            query?: {
                /** @description Business date */
                from?: string;
                page?: number;
                pageSize?: number;
                /** @description 支付状态 */
                pay?: "none" | "unpaid" | "ordered" | "paid" | "expired";
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description Id */
                saleId?: string;
                /** @description Id */
                shopId?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Business date */
                to?: string;
                /** @description 上传状态 */
                upload?: "waiting" | "checking" | "uploaded" | "refused" | "abandoned";
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-preorder": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePreorderForSaleInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-preorder": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "check-preorder": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "upload-preorder": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreorderDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-preorder-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "upload-preorders": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadPreordersBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-price-levels": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPriceLevelsLevelsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-price-level": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyLevelSave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyLevelBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-price-level": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdatePriceLevelLevelUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyLevelBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-price-level": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-products": {
        parameters: {
            query?: {
                active?: "true" | "false";
                /** @description With everything below it */
                categoryId?: string;
                hasPicture?: "true" | "false";
                negativeStock?: "true" | "false";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogProductRowPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-product": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogProductInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateProductProductOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-product": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetProductProductOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-product": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateProductProductUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateProductProductOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-product": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-attachments": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAttachmentsAttachmentsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-attachment": {
        parameters: {
            query: {
                /** @description Of the file; folders before it are left out */
                name: string;
            };
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogAttachment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-attachment": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                attachmentId: string;
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Security-Policy"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-attachment": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                attachmentId: string;
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-product-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "activate-products": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivateProductsProductsActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deactivate-products": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeactivateProductsProductsActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-products": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteProductsProductsActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-category-products": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetCategoryProductsProductsActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-negative-stock-products": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetNegativeStockProductsProductsActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-price-products": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPriceProductsProductsActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-products": {
        parameters: {
            query?: {
                active?: "true" | "false";
                /** @description With everything below it */
                categoryId?: string;
                format?: "xlsx" | "csv";
                hasPicture?: "true" | "false";
                negativeStock?: "true" | "false";
                /** @description As for the list */
                q?: string;
                /** @description As for the list */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "import-products": {
        parameters: {
            query?: {
                /** @description Only check, exactly as the import would */
                dryRun?: boolean;
                /** @description Leave out products with problems instead of refusing the sheet */
                skipBad?: boolean;
            };
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportProductsImportSheetOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-product-template": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-receipts": {
        parameters: {
            query?: {
                /** @description Id */
                customerId?: string;
                /** @description Receipts that settle this document */
                docId?: string;
                /** @description Business date */
                from?: string;
                /** @description Id */
                fundAccountId?: string;
                kind?: "receipt" | "refund" | "settlement";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Business date */
                to?: string;
                /** @description Only those with an advance left */
                unallocated?: boolean;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceReceiptBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-receipt": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinanceReceiptSave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceReceiptDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-receipt": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceReceiptDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "allocate-receipt": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllocateReceiptAllocateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceReceiptDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reverse-receipt": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseReceiptReverseInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceReceiptDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-receipt-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reverse-receipts": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseReceiptsBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-receivables": {
        parameters: {
            query?: {
                /** @description Id */
                customerId?: string;
                /** @description First document date */
                from?: string;
                /** @description Only what is not settled */
                open?: boolean;
                /** @description Only what is open past its due date */
                overdue?: boolean;
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Last document date */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceReceivableBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-opening-receivable": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinanceOpeningSave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceReceivableBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-refund": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinanceRefundSave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceReceiptDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-roles": {
        parameters: {
            query?: {
                builtIn?: "true" | "false";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Somebody has the role */
                used?: "true" | "false";
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolePage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-role": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRole"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-role": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-role": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-role-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-roles": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteRolesBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-sales": {
        parameters: {
            query?: {
                /** @description Id */
                customerId?: string;
                /** @description First document date */
                from?: string;
                /** @description How far orders have been served */
                fulfilment?: "open" | "partial" | "done" | "closed";
                /** @description order 销货订单, issue 销货单, return 销货退货单 */
                kind?: "order" | "issue" | "return";
                /** @description Only what the person who asks has entered */
                mine?: boolean;
                page?: number;
                pageSize?: number;
                pay?: "unpaid" | "partial" | "paid";
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description Id */
                shopId?: string;
                /** @description Id */
                skuId?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Only what was made from this document */
                sourceId?: string;
                state?: "draft" | "submitted" | "posted" | "void";
                /** @description Last document date */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleRowBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaleSaveBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateSaleUpdateInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "approve-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveSaleActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "close-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseSaleActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reject-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RejectSaleActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reopen-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenSaleActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reverse-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseSaleActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "void-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoidSaleActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "withdraw-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawSaleActInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-sale-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "approve-sales": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveSalesSeenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reverse-sales": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseSalesSeenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "void-sales": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VoidSalesSeenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "quote-sale": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaleSaveBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SaleQuoteBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-settings": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-settings": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-number-rules": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNumberRulesNumberingOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-number-rule": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                docType: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetNumberRuleNumberRuleInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetNumberRuleNumberingOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-settlement": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinanceSettlementSave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinanceReceiptDetailBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetSetupSetupOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-shops": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-shop": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-shop": {
        parameters: {
            query?: {
                /** @description Disable it also while pre-orders of the shop may be paid, or 1688 holds money of it */
                force?: boolean;
            };
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateShopInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "remove-shop": {
        parameters: {
            query?: {
                /** @description Also while pre-orders of the shop may be paid, or 1688 holds money of it */
                force?: boolean;
            };
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "match-shop": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchShopMatchResultOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "verify-shop": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-downloads": {
        parameters: {
            query?: {
                mode?: "create" | "online_only";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                state?: "running" | "paused" | "succeeded" | "failed" | "cancelled";
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDownloadBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "start-download": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartDownloadDownloadInputBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDownloadBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "examine-shop": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExamineShopFindingsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-shop-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-shop-log": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelShopLogBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "authorize-shop": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthorizeShopBeginInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorizeShopBeginOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-platform": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GetPlatformPlatformOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "examine-platform": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExaminePlatformFindingsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-skus": {
        parameters: {
            query?: {
                /** @description With its product */
                active?: "true" | "false";
                /** @description Of the product, with everything below it */
                categoryId?: string;
                /** @description Of the product */
                hasPicture?: "true" | "false";
                /** @description Adds the prices of this level */
                levelId?: string;
                /** @description Of the product */
                negativeStock?: "true" | "false";
                page?: number;
                pageSize?: number;
                /** @description Id */
                productId?: string;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description What is available there instead of everywhere */
                warehouseId?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogSKURowPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-skus": {
        parameters: {
            query?: {
                /** @description With its product */
                active?: "true" | "false";
                /** @description Of the product, with everything below it */
                categoryId?: string;
                format?: "xlsx" | "csv";
                /** @description Of the product */
                hasPicture?: "true" | "false";
                /** @description Adds the prices of this level */
                levelId?: string;
                /** @description Of the product */
                negativeStock?: "true" | "false";
                /** @description Id */
                productId?: string;
                /** @description As for the list */
                q?: string;
                /** @description As for the list */
                sort?: string;
                /** @description What is available there instead of everywhere */
                warehouseId?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "scan-sku": {
        parameters: {
            query: {
                /** @description Barcode or SKU code, as scanned */
                code: string;
                /** @description Id */
                levelId?: string;
                /** @description Id */
                warehouseId?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogSKURow"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-stock-documents": {
        parameters: {
            query?: {
                /** @description First document date */
                from?: string;
                kind?: "opening_stock" | "other_in" | "other_out";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                state?: "draft" | "posted" | "reversed";
                /** @description Last document date */
                to?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockDocumentRowBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-stock-document": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateStockDocumentCreateDocumentInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockDocumentBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-stock-document": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockDocumentBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-stock-document": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateStockDocumentUpdateDocumentInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockDocumentBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-stock-document": {
        parameters: {
            query: {
                /** @description The version it was seen in */
                version: number;
            };
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-stock-document": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostStockDocumentPostInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockDocumentBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "reverse-stock-document": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseStockDocumentReverseInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockDocumentBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-stock-document-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-stock-documents": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteStockDocumentsSeenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-stock-documents": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostStockDocumentsSeenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-stock-balances": {
        parameters: {
            query?: {
                /** @description Only what is below zero */
                belowZero?: boolean;
                /** @description What there is one row per */
                by?: "warehouse" | "sku" | "product";
                /** @description Leave out what is zero */
                nonZero?: boolean;
                page?: number;
                pageSize?: number;
                /** @description Id */
                productId?: string;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description Id */
                skuId?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Id */
                warehouseId?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockBalanceBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-stock-balances": {
        parameters: {
            query?: {
                /** @description Only what is below zero */
                belowZero?: boolean;
                /** @description What there is one row per */
                by?: "warehouse" | "sku" | "product";
                format?: "xlsx" | "csv";
                /** @description Leave out what is zero */
                nonZero?: boolean;
                /** @description Id */
                productId?: string;
                /** @description As for the list */
                q?: string;
                /** @description Id */
                skuId?: string;
                /** @description As for the list */
                sort?: string;
                /** @description Id */
                warehouseId?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "total-stock-balances": {
        parameters: {
            query?: {
                /** @description Only what is below zero */
                belowZero?: boolean;
                /** @description What there is one row per */
                by?: "warehouse" | "sku" | "product";
                /** @description Leave out what is zero */
                nonZero?: boolean;
                /** @description Id */
                productId?: string;
                q?: string;
                /** @description Id */
                skuId?: string;
                /** @description Id */
                warehouseId?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockTotalsBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-stock-moves": {
        parameters: {
            query: {
                /** @description First document date */
                from?: string;
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description Id */
                skuId: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                /** @description Last document date */
                to?: string;
                /** @description Id */
                warehouseId?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockMoveBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-stock-moves": {
        parameters: {
            query: {
                format?: "xlsx" | "csv";
                /** @description First document date */
                from?: string;
                /** @description As for the list */
                q?: string;
                /** @description Id */
                skuId: string;
                /** @description As for the list */
                sort?: string;
                /** @description Last document date */
                to?: string;
                /** @description Id */
                warehouseId?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "import-opening-stock": {
        parameters: {
            query?: {
                /** @description Only check */
                dryRun?: boolean;
            };
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportOpeningStockImportOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-opening-template": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-tasks": {
        parameters: {
            query?: {
                kind?: string;
                /** @description Only what is not finished */
                open?: boolean;
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description Id */
                refId?: string;
                /** @description What it is about, such as shop */
                refKind?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                state?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-task": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "cancel-task": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-tokens": {
        parameters: {
            query?: {
                kind?: "personal" | "service";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
                state?: "active" | "expired" | "revoked";
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-token": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTokenNewTokenInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-token": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "revoke-tokens": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeTokensBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-unit-groups": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListUnitGroupsUnitGroupsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-unit-group": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUnitGroupUnitGroupInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateUnitGroupUnitGroupsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-unit-group": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogUnitGroupEdit"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateUnitGroupUnitGroupsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-unit-group": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-unit": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUnitUnitUpdateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateUnitUnitGroupsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-users": {
        parameters: {
            query?: {
                active?: "true" | "false";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description Id */
                roleId?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-user": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-user": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-user-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-password-reset": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordReset"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "activate-users": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivateUsersBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deactivate-users": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeactivateUsersBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-warehouses": {
        parameters: {
            query?: {
                active?: "true" | "false";
                page?: number;
                pageSize?: number;
                /** @description Fuzzy search; two Han characters suffice */
                q?: string;
                /** @description A column of the list; - in front for descending */
                sort?: string;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockWarehouseBodyPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-warehouse": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockWarehouseSave"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockWarehouseBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-warehouse": {
        parameters: {
            query?: never;
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockWarehouseBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "update-warehouse": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateWarehouseInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockWarehouseBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-warehouse-history": {
        parameters: {
            query?: {
                page?: number;
                pageSize?: number;
            };
            header?: {
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path: {
                /** @description Id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEntryPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "activate-warehouses": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ActivateWarehousesBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deactivate-warehouses": {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The account set to work in; may be left out by tokens and by people with one set */
                "X-Account-Set"?: components["parameters"]["AccountSet"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeactivateWarehousesBatchInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResults"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
