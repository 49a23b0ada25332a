import { AssignerProtocol } from 'kafkajs';
import { assign } from '../assign.js';
/** Kafka's session: a member that is not heard of for so long is out. */
export const SESSION_MS = 10_000;
/** How long the others wait for a member to drain its handlers. */
const REBALANCE_MS = 60_000;
const PROTOCOL = 'regulars-by-partition-number';
const VERSION = 1;
/** The requests of a group member, one attempt each. Throw kafkajs' errors. */
export class GroupRequests {
    #parts;
    /** Kept over a join that fails half-way: without it the group would wait for a member that is never heard of. */
    #member_id = '';
    constructor(parts) {
        this.#parts = parts;
    }
    /** Waits until all members have joined. One of them, the leader, says who gets what. */
    async join() {
        const { group, topics } = this.#parts;
        const coordinator = await this.#coordinator();
        const joined = await coordinator.joinGroup({
            groupId: group,
            sessionTimeout: SESSION_MS,
            rebalanceTimeout: REBALANCE_MS,
            memberId: this.#member_id,
            groupProtocols: [{ name: PROTOCOL, metadata: subscription(topics) }],
        });
        this.#member_id = joined.memberId;
        const leads = joined.leaderId === joined.memberId;
        const { memberAssignment } = await coordinator.syncGroup({
            groupId: group,
            generationId: joined.generationId,
            memberId: joined.memberId,
            groupAssignment: leads ? this.#assignments(joined.members) : [],
        });
        return { generation: joined.generationId, partitions: partitionsIn(memberAssignment) };
    }
    async beat({ generation }) {
        const request = { groupId: this.#parts.group, memberId: this.#member_id, groupGenerationId: generation };
        await (await this.#coordinator()).heartbeat(request);
    }
    async leave() {
        if (this.#member_id === '')
            return;
        await (await this.#coordinator()).leaveGroup({ groupId: this.#parts.group, memberId: this.#member_id });
    }
    /** The group has dropped this member; it joins as a new one. */
    forget() {
        this.#member_id = '';
    }
    #coordinator() {
        return this.#parts.link.coordinator('group', this.#parts.group);
    }
    #assignments(members) {
        const shares = assign(members.map((member) => member.memberId), this.#parts.partitions);
        return members.map(({ memberId, memberMetadata }) => {
            const topics = AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? [];
            const assignment = Object.fromEntries(topics.map((topic) => [topic, shares.get(memberId)]));
            const userData = Buffer.alloc(0);
            return {
                memberId,
                memberAssignment: AssignerProtocol.MemberAssignment.encode({ version: VERSION, assignment, userData }),
            };
        });
    }
}
function subscription(topics) {
    return AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics: [...topics], userData: Buffer.alloc(0) });
}
/** The same of every topic. */
function partitionsIn(assignment) {
    const decoded = AssignerProtocol.MemberAssignment.decode(assignment)?.assignment ?? {};
    return [...new Set(Object.values(decoded).flat())].sort((a, b) => a - b);
}
//# sourceMappingURL=group.js.map