//! Finding nodes by their properties, and what they are called outside.

use super::{Graph, KeyId};
use crate::value::{NodeId, Value};

impl Graph {
    /// The nodes whose property `key` equals `value`, ascending; `None` where there is no index for it.
    ///
    /// There is one for texts and integers, where all nodes that have the property have a text or an integer there. It
    /// is made when a property is first asked for, in time linear in its values (some 10 ns each), and then a question
    /// costs the hash of a text.
    pub fn nodes_where(&self, key: KeyId, value: &Value) -> Option<&[NodeId]> {
        let Some(column) = self.node_column(key) else {
            let lookup = matches!(value, Value::String(_) | Value::Integer(_));
            return (lookup && self.knows_key(key)).then_some(&[]);
        };
        column.index()?.find(column, value)
    }

    /// The first node with the user's id (the property `id`, a text, or an integer written in digits).
    pub fn node_by_id(&self, id: &str) -> Option<NodeId> {
        let key = self.key_id("id")?;
        let number = id.parse::<i64>().ok().filter(|number| number.to_string() == id);
        let number = number.and_then(|number| self.first_where(key, &Value::Integer(number)));
        self.first_where(key, &Value::from(id)).or(number)
    }

    fn first_where(&self, key: KeyId, value: &Value) -> Option<NodeId> {
        match self.nodes_where(key, value) {
            Some(nodes) => nodes.first().copied(),
            None => self.nodes().find(|node| self.node_property(*node, key) == *value),
        }
    }

    /// The user's id of a node (the property `id`), else `n` and its number.
    pub fn id_of(&self, node: NodeId) -> String {
        match self.key_id("id").map(|key| self.node_property(node, key)) {
            Some(Value::String(id)) => id.to_string(),
            Some(Value::Integer(id)) => id.to_string(),
            _ => format!("n{}", node.0),
        }
    }
}
