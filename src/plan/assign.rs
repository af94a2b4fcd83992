//! Assigns facts to sections globally: a flow of least cost through facts, points and sections.
//!
//! Successive shortest paths give, for every amount of flow, an assignment of greatest reward. The first unit
//! of a section that must hold an example is worth more than everything else together, so if any assignment
//! serves every such section, it is found, and if none does, as few as possible stay unserved.

use indexmap::IndexMap;

/// A section that wants facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    /// What its first, second … fact is worth; no more facts than rewards. Rewards must not grow.
    pub rewards: Vec<i64>,
    /// Whether its facts count against the shared limit.
    pub limited: bool,
}

/// A way to use a fact: through a point (used once at most) or directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The fact's index.
    pub fact: usize,
    /// The point's index, or none for a direct use.
    pub point: Option<usize>,
    /// The section's index.
    pub demand: usize,
    /// How well it fits.
    pub weight: i64,
}

/// The problem to solve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// How often each fact may be used.
    pub reuse: usize,
    /// The number of facts.
    pub facts: usize,
    /// The number of points.
    pub points: usize,
    /// The sections.
    pub demands: Vec<Demand>,
    /// The legal uses.
    pub uses: Vec<Use>,
    /// How many facts the limited sections may use together.
    pub limit: usize,
}

/// The worth of serving a section that must be served.
pub const MUST: i64 = 1_000_000_000;

struct Edge {
    to: usize,
    capacity: i64,
    cost: i64,
}

/// A residual network; edge `i ^ 1` is the reverse of edge `i`.
#[derive(Default)]
struct Network {
    edges: Vec<Edge>,
    from: Vec<Vec<usize>>,
}

impl Assignment {
    /// The uses of an assignment of greatest reward, as indices into `uses`, in their order.
    pub fn solve(&self) -> Vec<usize> {
        let fact_node = |fact: usize| 2 + fact;
        let entry_node = |point: usize| 2 + self.facts + 2 * point;
        let exit_node = |point: usize| 3 + self.facts + 2 * point;
        let demand_node = |demand: usize| 2 + self.facts + 2 * self.points + demand;
        let hub = demand_node(self.demands.len());
        let (source, sink) = (0, 1);
        let mut network = Network {
            edges: Vec::new(),
            from: vec![Vec::new(); hub + 1],
        };
        let reuse = i64::try_from(self.reuse).unwrap_or(i64::MAX);
        for fact in 0..self.facts {
            network.edge(source, fact_node(fact), reuse, 0);
        }
        for point in 0..self.points {
            network.edge(entry_node(point), exit_node(point), 1, 0);
        }
        let mut edges: IndexMap<(usize, usize), usize> = IndexMap::new();
        for used in &self.uses {
            let demand = demand_node(used.demand);
            let to = used.point.map_or(demand, entry_node);
            edges
                .entry((fact_node(used.fact), to))
                .or_insert_with(|| network.edge(fact_node(used.fact), to, 1, -used.weight));
            if let Some(point) = used.point {
                edges
                    .entry((exit_node(point), demand))
                    .or_insert_with(|| network.edge(exit_node(point), demand, 1, 0));
            }
        }
        let limit = i64::try_from(self.limit).unwrap_or(i64::MAX);
        network.edge(hub, sink, limit, 0);
        for (index, demand) in self.demands.iter().enumerate() {
            let to = if demand.limited { hub } else { sink };
            for reward in &demand.rewards {
                network.edge(demand_node(index), to, 1, -reward);
            }
        }
        while network.augment(source, sink) {}
        let is_full = |from: usize, to: usize| {
            edges
                .get(&(from, to))
                .is_some_and(|edge| network.edges[*edge].capacity == 0)
        };
        let is_taken = |used: &Use| {
            let demand = demand_node(used.demand);
            match used.point {
                None => is_full(fact_node(used.fact), demand),
                Some(point) => {
                    is_full(fact_node(used.fact), entry_node(point))
                        && is_full(exit_node(point), demand)
                }
            }
        };
        (0..self.uses.len())
            .filter(|index| is_taken(&self.uses[*index]))
            .collect()
    }
}

impl Network {
    /// Adds an edge with its reverse and returns its index.
    fn edge(&mut self, from: usize, to: usize, capacity: i64, cost: i64) -> usize {
        let index = self.edges.len();
        self.from[from].push(self.edges.len());
        self.edges.push(Edge { to, capacity, cost });
        self.from[to].push(self.edges.len());
        self.edges.push(Edge {
            to: from,
            capacity: 0,
            cost: -cost,
        });
        index
    }

    /// Sends one unit along the cheapest path, if it is worth it.
    fn augment(&mut self, source: usize, sink: usize) -> bool {
        let mut cost = vec![i64::MAX; self.from.len()];
        let mut by = vec![usize::MAX; self.from.len()];
        let mut queued = vec![false; self.from.len()];
        let mut queue = std::collections::VecDeque::from([source]);
        cost[source] = 0;
        while let Some(node) = queue.pop_front() {
            queued[node] = false;
            for &index in &self.from[node] {
                let edge = &self.edges[index];
                let next = cost[node].saturating_add(edge.cost);
                if edge.capacity > 0 && next < cost[edge.to] {
                    cost[edge.to] = next;
                    by[edge.to] = index;
                    if !queued[edge.to] {
                        queued[edge.to] = true;
                        queue.push_back(edge.to);
                    }
                }
            }
        }
        if cost[sink] >= 0 {
            return false;
        }
        let mut node = sink;
        while node != source {
            let index = by[node];
            self.edges[index].capacity -= 1;
            self.edges[index ^ 1].capacity += 1;
            node = self.edges[index ^ 1].to;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(fact: usize, point: usize, demand: usize, weight: i64) -> Use {
        Use {
            fact,
            point: Some(point),
            demand,
            weight,
        }
    }

    #[test]
    fn a_greedy_choice_is_undone_where_it_would_leave_a_section_empty() {
        let must = Demand {
            rewards: vec![MUST, 10],
            limited: true,
        };
        let assignment = Assignment {
            reuse: 1,
            facts: 2,
            points: 2,
            demands: vec![must.clone(), must],
            // Fact 0 fits section 0 best by far, yet is the only one for section 1.
            uses: vec![used(0, 0, 0, 900), used(0, 1, 1, 1), used(1, 0, 0, 1)],
            limit: 5,
        };
        assert_eq!(assignment.solve(), [1, 2]);
    }

    #[test]
    fn a_point_is_used_once_and_the_limit_holds() {
        let demand = Demand {
            rewards: vec![MUST, 10, 5],
            limited: true,
        };
        let mut assignment = Assignment {
            reuse: 1,
            facts: 3,
            points: 2,
            demands: vec![demand],
            uses: vec![used(0, 0, 0, 3), used(1, 0, 0, 2), used(2, 1, 0, 1)],
            limit: 5,
        };
        assert_eq!(assignment.solve(), [0, 2]);
        assignment.limit = 1;
        assert_eq!(assignment.solve(), [0]);
    }
}
