//! The attribute `#[store::test]`: one test function becomes one test per database engine.

use proc_macro::TokenStream;
use quote::quote;
use syn::{Expr, ItemFn, parse_macro_input};

/// Runs an `async fn name(store: Store)` on SQLite and on PostgreSQL, as `name::sqlite` and `name::postgres`.
///
/// The optional argument is an expression of type `&[store::Migration]`: what to apply before the test starts.
#[proc_macro_attribute]
pub fn test(argument: TokenStream, item: TokenStream) -> TokenStream {
    let steps = if argument.is_empty() {
        quote!(&[])
    } else {
        let expression = parse_macro_input!(argument as Expr);
        quote!(#expression)
    };
    let function = parse_macro_input!(item as ItemFn);
    let name = &function.sig.ident;
    let attributes = &function.attrs;
    let inputs = &function.sig.inputs;
    let body = &function.block;
    quote! {
        #(#attributes)*
        mod #name {
            use super::*;

            async fn run(#inputs) #body

            #[::core::prelude::v1::test]
            fn sqlite() {
                ::store::testing::sqlite(#steps, run);
            }

            #[::core::prelude::v1::test]
            fn postgres() {
                ::store::testing::postgres(#steps, run);
            }
        }
    }
    .into()
}
